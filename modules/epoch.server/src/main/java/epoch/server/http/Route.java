package epoch.server.http;

import epoch.api.rest.Role;
import io.undertow.util.HttpString;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of the route table.
 *
 * @param method the HTTP method
 * @param template the path below {@code /apis}, with parameters in braces
 * @param role who may; null: anyone, without login
 * @param thread where the endpoint runs
 * @param endpoint what it does
 * @param parts the template's parts
 * @param takes what a body may be
 */
record Route(
    HttpString method,
    String template,
    @Nullable Role role,
    Where thread,
    Endpoint endpoint,
    List<String> parts,
    RequestBody.Kind takes) {

  /** Where an endpoint runs. */
  enum Where {
    /** On the I/O thread: it answers from memory and never waits. */
    IO,
    /** On a virtual thread: it may wait. */
    VIRTUAL
  }

  /** What a route does: parse, call, answer. */
  @FunctionalInterface
  interface Endpoint {
    Answer answer(Call call) throws Exception;
  }

  static Route of(
      HttpString method, String template, @Nullable Role role, Where thread, Endpoint endpoint) {
    return new Route(
        method,
        template,
        role,
        thread,
        endpoint,
        Arrays.asList(template.substring(1).split("/")),
        RequestBody.Kind.JSON);
  }

  /** The same with bodies of another kind. */
  Route taking(RequestBody.Kind kind) {
    return new Route(method, template, role, thread, endpoint, parts, kind);
  }

  /** The values of the parameters, if the path is one of this template. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != parts.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.startsWith("{")) {
        if (path.get(i).isEmpty()) {
          return Optional.empty();
        }
        values.put(part.substring(1, part.length() - 1), path.get(i));
      } else if (!part.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
