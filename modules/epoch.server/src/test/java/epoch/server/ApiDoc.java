package epoch.server;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.server.http.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the examples of the document: a block of HTTP is a request, the block after it the answer.
 *
 * <p>A block of {@code sse} is the begin of a stream. In an answer {@code {name}} stands for any
 * text, which later requests may use under that name; numbers that are times, sizes or durations
 * stand for any number; {@code "…"} as a name of a field says that there may be others, and as an
 * element of a list that there may be more.
 */
final class ApiDoc {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```(http|json|yaml|text|sse)\\n(.*?)^```$");
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
  private static final String MORE = "…";

  private ApiDoc() {}

  static List<Example> examples(String document) {
    var examples = new ArrayList<Example>();
    String request = null;
    Matcher blocks = BLOCK.matcher(document);
    while (blocks.find()) {
      if (blocks.group(1).equals("http")) {
        request = blocks.group(2);
      } else if (request != null) {
        examples.add(example(request, blocks.group(1), blocks.group(2).strip()));
        request = null;
      }
    }
    return examples;
  }

  private static Example example(String request, String kind, String answer) {
    String[] parts = request.split("\\n\\n", 2);
    List<String> lines = parts[0].strip().lines().toList();
    String[] first = lines.getFirst().split(" ", 2);
    String body = parts.length > 1 ? parts[1].strip() : "";
    var headers = new ArrayList<>(lines.subList(1, lines.size()));
    if (headers.stream().noneMatch(header -> header.startsWith("Authorization:"))) {
      headers.add(Wire.ADMIN);
    }
    headers.removeIf(header -> header.equals("Authorization: none"));
    if (!body.isEmpty()
        && headers.stream().noneMatch(header -> header.startsWith("Content-Type"))) {
      headers.add(Wire.JSON);
    }
    return new Example(first[0], first[1], headers, body, kind, answer);
  }

  /** A request and what it is answered. */
  record Example(
      String method, String target, List<String> headers, String body, String kind, String answer) {

    String title() {
      return method + " " + target;
    }

    /** Whether the answer is a stream without an end. */
    boolean isStream() {
      return kind.equals("sse");
    }

    /** With what earlier answers said. */
    Example filled(Map<String, String> captured) {
      return new Example(
          method,
          fill(target, captured),
          headers.stream().map(header -> fill(header, captured)).toList(),
          fill(body, captured),
          kind,
          answer);
    }

    /** In what the answer differs from that of the document; notes what is named in it. */
    Optional<String> compare(Wire.Reply reply, Map<String, String> captured) throws IOException {
      if (!kind.equals("json")) {
        return text(answer, reply.text().strip(), captured, "the text");
      }
      return json("", Json.read(answer, JsonNode.class), reply.json(), captured)
          .map(difference -> difference + "\n" + reply.text());
    }
  }

  private static String fill(String text, Map<String, String> captured) {
    return NAME.matcher(text)
        .replaceAll(
            name -> Matcher.quoteReplacement(captured.getOrDefault(name.group(1), name.group())));
  }

  private static Optional<String> json(
      String path, JsonNode expected, JsonNode actual, Map<String, String> captured) {
    if (expected.isTextual() && actual.isTextual()) {
      return text(expected.asText(), actual.asText(), captured, path);
    }
    if (expected.isNumber() && actual.isNumber()) {
      // Figures of an example are examples; small ones are counted.
      boolean counted = expected.isInt() && Math.abs(expected.asInt()) < 100;
      return !counted || expected.asLong() == actual.asLong()
          ? Optional.empty()
          : Optional.of(path + ": " + actual + " instead of " + expected);
    }
    if (expected.isObject() && actual.isObject()) {
      return object(path, expected, actual, captured);
    }
    if (expected.isArray() && actual.isArray()) {
      return array(path, expected, actual, captured);
    }
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of(path + ": " + actual + " instead of " + expected);
  }

  private static Optional<String> object(
      String path, JsonNode expected, JsonNode actual, Map<String, String> captured) {
    for (Map.Entry<String, JsonNode> field : expected.properties()) {
      if (!field.getKey().equals(MORE)) {
        JsonNode value = actual.path(field.getKey());
        Optional<String> difference =
            json(path + "/" + field.getKey(), field.getValue(), value, captured);
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    return actual.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !expected.has(name) && !expected.has(MORE))
        .findFirst()
        .map(name -> path + "/" + name + " is not in the document");
  }

  private static Optional<String> array(
      String path, JsonNode expected, JsonNode actual, Map<String, String> captured) {
    int last = expected.size() - 1;
    boolean more = last >= 0 && expected.get(last).asText().equals(MORE);
    int shown = more ? last : expected.size();
    if (actual.size() < shown || (actual.size() > shown && !more)) {
      return Optional.of(path + " has " + actual.size() + " elements instead of " + shown);
    }
    for (int i = 0; i < shown; i++) {
      Optional<String> difference = json(path + "/" + i, expected.get(i), actual.get(i), captured);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  /** A text with names in it, which are noted, or with an ellipsis for a part of it. */
  private static Optional<String> text(
      String expected, String actual, Map<String, String> captured, String path) {
    var pattern = new StringBuilder();
    var names = new ArrayList<String>();
    Matcher name = Pattern.compile("\\{(\\w+)}|" + MORE).matcher(expected);
    int end = 0;
    while (name.find()) {
      pattern.append(Pattern.quote(expected.substring(end, name.start())));
      if (name.group(1) == null) {
        pattern.append(".*");
      } else if (captured.containsKey(name.group(1))) {
        pattern.append(Pattern.quote(captured.get(name.group(1))));
      } else {
        names.add(name.group(1));
        pattern.append("(.+?)");
      }
      end = name.end();
    }
    pattern.append(Pattern.quote(expected.substring(end)));
    Matcher match = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(actual);
    if (!match.matches()) {
      return Optional.of(path + ": \"" + actual + "\" instead of \"" + expected + "\"");
    }
    for (int i = 0; i < names.size(); i++) {
      captured.put(names.get(i), match.group(i + 1));
    }
    return Optional.empty();
  }
}
