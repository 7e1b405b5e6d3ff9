package epoch.desktop.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values that fields of most forms have; {@link Moment} is one more. */
public final class Values {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,15}");
  private static final Pattern PAIR = Pattern.compile("((?:[^=\\\\]|\\\\.)+)=(.*)");

  private Values() {}

  static String plain(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : "";
  }

  /** As it is when it is read from text: numbers that are equal are of one kind then. */
  static JsonNode number(long number) {
    return number == (int) number ? NODES.numberNode((int) number) : NODES.numberNode(number);
  }

  /**
   * Text.
   *
   * @param kept whether an empty one is said, because the field has to be there
   */
  public record Text(boolean kept) implements Value {
    @Override
    public String read(JsonNode node) {
      return plain(node);
    }

    @Override
    public @Nullable JsonNode write(JsonNode before, String text) {
      return text.isEmpty() && !kept ? null : NODES.textNode(text);
    }
  }

  /** A whole number. */
  public record Whole() implements Value {
    @Override
    public String read(JsonNode node) {
      return plain(node);
    }

    @Override
    public @Nullable JsonNode write(JsonNode before, String text) {
      String figures = text.strip();
      if (figures.isEmpty()) {
        return null;
      }
      if (!WHOLE.matcher(figures).matches()) {
        throw new IllegalArgumentException("“" + text + "” is no whole number");
      }
      return number(Long.parseLong(figures));
    }
  }

  /** A list of texts, one a line. */
  public record Lines(boolean kept) implements Value {
    @Override
    public String read(JsonNode node) {
      List<String> lines = new ArrayList<>();
      node.forEach(item -> lines.add(OneLine.of(plain(item))));
      return String.join("\n", lines);
    }

    @Override
    public @Nullable JsonNode write(JsonNode before, String text) {
      ArrayNode array = NODES.arrayNode();
      text.lines()
          .filter(line -> !line.isEmpty())
          .map(OneLine::parse)
          .forEach(line -> {
            JsonNode was = before.path(array.size());
            array.add(was.isValueNode() && plain(was).equals(line) ? was : NODES.textNode(line));
          });
      return array.isEmpty() && !kept ? null : array;
    }
  }

  /** Names and values, {@code NAME=value} a line. */
  public record Pairs() implements Value {
    @Override
    public String read(JsonNode node) {
      List<String> lines = new ArrayList<>();
      node.properties()
          .forEach(pair ->
              lines.add(
                  OneLine.of(pair.getKey()).replace("=", "\\=")
                      + "="
                      + OneLine.of(plain(pair.getValue()))));
      return String.join("\n", lines);
    }

    @Override
    public @Nullable JsonNode write(JsonNode before, String text) {
      ObjectNode object = Json.object();
      text.lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> {
            Matcher pair = PAIR.matcher(line);
            if (!pair.matches()) {
              throw new IllegalArgumentException("“" + line + "” is not of the form name=value");
            }
            String name = OneLine.parse(pair.group(1).replace("\\=", "="));
            String value = OneLine.parse(pair.group(2));
            if (object.has(name)) {
              throw new IllegalArgumentException("“" + name + "” is there twice");
            }
            JsonNode was = before.path(name);
            boolean same = was.isValueNode() && plain(was).equals(value);
            object.set(name, same ? was : NODES.textNode(value));
          });
      return object.isEmpty() ? null : object;
    }
  }

  /**
   * Some of several names, one a line.
   *
   * @param order the order in which they are written; names that it lacks keep theirs, behind
   */
  public record Marks(List<String> order) implements Value {
    public Marks {
      order = List.copyOf(order);
    }

    @Override
    public String read(JsonNode node) {
      return new Lines(false).read(node);
    }

    @Override
    public @Nullable JsonNode write(JsonNode before, String text) {
      List<String> wanted = text.lines().filter(line -> !line.isEmpty()).toList();
      List<String> names = new ArrayList<>(order);
      before.forEach(was -> names.add(plain(was)));
      names.addAll(wanted);
      ArrayNode array = NODES.arrayNode();
      names.stream().distinct().filter(wanted::contains).forEach(array::add);
      return array.isEmpty() ? null : array;
    }
  }
}
