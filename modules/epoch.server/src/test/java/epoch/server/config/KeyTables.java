package epoch.server.config;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of keys in {@code docs/configuration.md}, made from the records and their Javadoc. */
final class KeyTables {

  private static final Path SOURCES = Path.of("src/main/java/epoch/server/config");

  private KeyTables() {}

  /** The table of one section of the file. */
  static String table(RecordComponent section) throws IOException {
    StringBuilder table =
        new StringBuilder("| key | meaning | value | default |\n|---|---|---|---|\n");
    rows(table, section.getType(), Binder.key(section));
    return table.toString();
  }

  private static void rows(StringBuilder table, Class<?> type, String path) throws IOException {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = path + "." + Binder.key(component);
      if (component.getType() == List.class) {
        Class<?> entry =
            (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        row(table, key, component, type, entry.isRecord() ? "list" : "list of texts");
        if (entry.isRecord()) {
          rows(table, entry, key + "[]");
        }
      } else if (component.getType() == Map.class) {
        row(table, key, component, type, "keys");
        rows(
            table,
            (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[1],
            key + ".NAME");
      } else if (Scalars.isScalar(component.getType())) {
        row(table, key, component, type, value(component));
      } else {
        row(table, key, component, type, "keys");
        rows(table, component.getType(), key);
      }
    }
  }

  private static void row(
      StringBuilder table, String key, RecordComponent component, Class<?> owner, String value)
      throws IOException {
    Default preset = component.getAnnotation(Default.class);
    String byDefault =
        preset != null
            ? "`" + preset.value() + "`"
            : component.isAnnotationPresent(Required.class) ? "needed" : "";
    table.append(
        "| `%s` | %s | %s | %s |\n"
            .formatted(key, meaning(owner, component.getName()), value, byDefault));
  }

  private static String value(RecordComponent component) {
    Class<?> type = component.getType();
    String kind =
        type == int.class
            ? "whole number"
            : type == double.class
                ? "number"
                : type == boolean.class
                    ? "`true` or `false`"
                    : type == Duration.class
                        ? "duration"
                        : type == ZoneId.class
                            ? "time zone"
                            : type == DataSize.class
                                ? "size"
                                : type == Secret.class
                                    ? "secret text"
                                    : type.isEnum()
                                        ? Arrays.stream(type.getEnumConstants())
                                            .map(word -> "`" + word + "`")
                                            .collect(Collectors.joining(", "))
                                        : "text";
    String bounds = Scalars.words(component.getAnnotation(Within.class));
    return bounds.isEmpty() ? kind : kind + ", " + bounds;
  }

  private static String meaning(Class<?> owner, String component) throws IOException {
    String source = Files.readString(SOURCES.resolve(owner.getSimpleName() + ".java"));
    Matcher text =
        Pattern.compile("\\* @param " + component + "\\s+((?s:.*?))\\s*\\*(?:/| @| ?\\n)")
            .matcher(source);
    if (!text.find()) {
      throw new IllegalStateException(owner.getSimpleName() + " says nothing about " + component);
    }
    return text.group(1)
        .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
        .replaceAll("\\{@code ([^}]*)}", "`$1`")
        .replaceAll("\\{@link ([^}]*)}", "`$1`")
        .strip();
  }
}
