package epoch.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.api.json.JsonFaults;
import epoch.api.rest.Role;
import epoch.server.operations.Caller;
import epoch.server.operations.LeaderView;
import epoch.server.operations.Operations;
import epoch.server.operations.Refusal;
import io.undertow.util.HeaderMap;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as an endpoint sees it.
 *
 * @param caller who asks
 * @param parameters what the path names
 * @param query what the query names
 * @param bytes the body
 * @param contentType the media type of the body, without parameters
 * @param base {@code scheme://host[:port]} by which the caller reached us
 * @param view who leads
 * @param headers the request's
 * @param site what this node has beside that
 */
record Call(
    Caller caller,
    Map<String, String> parameters,
    Map<String, List<String>> query,
    byte[] bytes,
    String contentType,
    URI base,
    LeaderView view,
    HeaderMap headers,
    Site site) {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,20}");

  private static final long MAX_MILLIS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

  /** Goes on if the caller has this role, where the route alone does not tell what is needed. */
  void needs(Role role) {
    if (!caller.role().covers(role)) {
      throw new Refusal(Refusal.Kind.FORBIDDEN, RoleCheck.missing(caller, role));
    }
  }

  /** A parameter of the path. */
  String path(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no parameter " + name);
    }
    return value;
  }

  /** The one value of a parameter of the query, if it is there. */
  Optional<String> query(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw invalid(name + ": is given more than once");
    }
    return values.stream().findFirst();
  }

  /** A whole number in the query, or null if it is not there. */
  @Nullable Long number(String name) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      if (WHOLE_NUMBER.matcher(text.get()).matches()) {
        return Long.valueOf(text.get());
      }
    } catch (NumberFormatException e) {
      throw invalid(name + ": is larger than any number here");
    }
    throw invalid(name + ": is not a whole number");
  }

  /** A moment in the query, epoch milliseconds, or null if it is not there. */
  @Nullable Instant moment(String name) {
    Long millis = number(name);
    if (millis == null) {
      return null;
    }
    if (millis < 0 || millis > MAX_MILLIS) {
      throw invalid(name + ": is not a time between the years 1970 and 2200");
    }
    return Instant.ofEpochMilli(millis);
  }

  /** A number from 1 to this one in the query, or null if it is not there. */
  @Nullable Integer upTo(String name, int most) {
    Long number = number(name);
    if (number == null) {
      return null;
    }
    if (number < 1 || number > most) {
      throw invalid(name + ": is not a number from 1 to " + most);
    }
    return Math.toIntExact(number);
  }

  /** A yes or no in the query; no if it is not there. */
  boolean flag(String name) {
    String text = query(name).orElse("false");
    return switch (text) {
      case "true", "" -> true;
      case "false" -> false;
      default -> throw invalid(name + ": is neither true nor false");
    };
  }

  /** What can be asked of this node, as long as it leads. */
  Operations operations() {
    return view.operations()
        .orElseThrow(() -> new Refusal(Refusal.Kind.NOT_NOW, "This node does not lead any more"));
  }

  /** The body, which must be there. */
  <T> T body(Class<T> type) {
    T body = read(type);
    if (body == null) {
      throw new Refusal(
          Refusal.Kind.INVALID,
          "Command validation failure",
          List.of("The request body must not be null"));
    }
    return body;
  }

  /** The body; empty if it is absent or {@code null}. */
  <T> Optional<T> optionalBody(Class<T> type) {
    return Optional.ofNullable(read(type));
  }

  /**
   * The body, empty if it is absent or {@code null}, in which nothing may be that is not
   * understood: what would silently not be done is worse than an error.
   */
  <T extends Record> Optional<T> understoodBody(Class<T> type) {
    Optional<JsonNode> body = optionalBody(JsonNode.class).filter(node -> !node.isNull());
    if (body.isEmpty()) {
      return Optional.empty();
    }
    List<String> unknown = new ArrayList<>();
    collectUnknown(body.get(), type, "", unknown);
    if (!unknown.isEmpty()) {
      throw new Refusal(Refusal.Kind.INVALID, "Command validation failure", unknown);
    }
    return optionalBody(type);
  }

  /** Names what is not understood, in records within as well unless they keep it. */
  private static void collectUnknown(
      JsonNode body, Class<?> type, String path, List<String> unknown) {
    Map<String, Class<?>> known = new TreeMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      known.put(component.getName(), component.getType());
    }
    if (known.containsKey("unknownFields")) {
      return;
    }
    body.properties()
        .forEach(field -> {
          Class<?> within = known.get(field.getKey());
          String name = path + field.getKey();
          if (within == null) {
            unknown.add(
                name + ": is not known here; known are " + String.join(", ", known.keySet()));
          } else if (within.isRecord()) {
            collectUnknown(field.getValue(), within, name + ".", unknown);
          }
        });
  }

  /**
   * Refuses a query that names anything else: where a misspelt parameter is not seen, more is done
   * than was meant.
   */
  void mustNameOnly(String... parameters) {
    List<String> known = List.of(parameters);
    List<String> unknown =
        query.keySet().stream()
            .filter(name -> !known.contains(name))
            .map(name -> name + ": is not known here; known are " + String.join(", ", known))
            .toList();
    if (!unknown.isEmpty()) {
      throw new Refusal(Refusal.Kind.INVALID, "Command validation failure", unknown);
    }
  }

  private <T> @Nullable T read(Class<T> type) {
    if (bytes.length == 0) {
      return null;
    }
    try {
      String text = PercentEncoding.utf8(bytes);
      return text.isBlank() ? null : Json.read(text, type);
    } catch (CharacterCodingException e) {
      throw new Refusal(
          Refusal.Kind.INVALID,
          "JSON validation failure",
          List.of("The body is not encoded in UTF-8"));
    } catch (JsonProcessingException e) {
      throw new Refusal(
          Refusal.Kind.INVALID, "JSON validation failure", List.of(JsonFaults.explain(e)));
    }
  }

  static Refusal invalid(String error) {
    return new Refusal(Refusal.Kind.INVALID, "Command validation failure", List.of(error));
  }
}
