package epoch.server.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads YAML into {@link Node}s, and reports what is malformed with line and column. */
final class YamlReader {

  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final Variables variables;
  private final Problems problems;

  YamlReader(Variables variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  /** The document's top section, or null after a report. */
  Node.@Nullable Mapping read(String yaml) {
    try (YAMLParser parser = FACTORY.createParser(variables.mask(yaml))) {
      Node top = parser.nextToken() == null ? new Node.Nothing(1) : value(parser, 1);
      if (parser.nextToken() != null) {
        problems.malformed(
            line(parser), 0, "a second document begins here; a configuration file has one");
        return null;
      }
      return switch (top) {
        case Node.Mapping mapping -> mapping;
        case Node.Nothing _ -> fail(0, "the file is empty");
        case Node.Scalar scalar ->
            fail(scalar.line(), "sections such as \"drove:\" are expected here");
        case Node.Listing listing ->
            fail(listing.line(), "sections such as \"drove:\" are expected here, not a list");
      };
    } catch (JsonProcessingException e) {
      malformed(e, yaml);
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
  }

  private Node.@Nullable Mapping fail(int line, String message) {
    problems.malformed(line, 0, message);
    return null;
  }

  private Node value(YAMLParser parser, int line) throws IOException {
    if (parser.isCurrentAlias()) {
      problems.malformed(
          line,
          0,
          "*" + parser.getText() + ": aliases of YAML are not supported; write the value out");
      return new Node.Nothing(line);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(parser, line);
      case START_ARRAY -> listing(parser, line);
      case VALUE_NULL -> new Node.Nothing(line);
      default -> new Node.Scalar(line, parser.getText());
    };
  }

  private Node.Listing listing(YAMLParser parser, int line) throws IOException {
    List<Node> entries = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      entries.add(value(parser, line(parser)));
    }
    return new Node.Listing(line, entries);
  }

  private Node.Mapping mapping(YAMLParser parser, int line) throws IOException {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = line(parser);
      int keyColumn = parser.currentTokenLocation().getColumnNr();
      parser.nextToken();
      Node first = entries.get(key);
      Node value = value(parser, keyLine);
      if (first == null) {
        entries.put(key, value);
      } else {
        problems.malformed(
            keyLine,
            keyColumn,
            "the key "
                + variables.unmask(key)
                + " stands here a second time; the first is on line "
                + first.line());
      }
    }
    return new Node.Mapping(line, entries);
  }

  private static int line(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private void malformed(JsonProcessingException e, String yaml) {
    JsonLocation at = e.getLocation();
    int line = at == null ? 0 : Math.max(0, at.getLineNr());
    // SnakeYAML's message quotes the file, which may hold secrets, in indented lines: only the
    // others say what is wrong.
    String message =
        e.getOriginalMessage()
            .lines()
            .filter(part -> !part.isBlank() && !part.startsWith(" "))
            .map(String::strip)
            .collect(Collectors.joining(", "));
    String hint =
        yaml.lines()
                .skip(Math.max(0, line - 1))
                .findFirst()
                .filter(text -> text.contains(": {pbkdf2}"))
                .isPresent()
            ? "; put quotes around a password hash"
            : "";
    problems.malformed(
        line,
        at == null ? 0 : Math.max(0, at.getColumnNr()),
        "malformed YAML: " + variables.unmask(message) + hint);
  }
}
