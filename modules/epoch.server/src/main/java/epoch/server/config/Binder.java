package epoch.server.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of what was read. It reports every problem and goes on with a stand-in, so that one
 * pass finds all; what it makes is of use only if nothing was reported.
 */
final class Binder {

  private final Variables variables;
  private final Problems problems;

  Binder(Variables variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  /**
   * A section as a record.
   *
   * @param path the section's key path, empty for the whole file
   */
  <T extends Record> T section(Class<T> type, Node.Mapping section, String path) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> known = Arrays.stream(components).map(Binder::key).toList();
    section
        .entries()
        .forEach((key, node) -> {
          problems.stated(join(path, key), node.line());
          if (!known.contains(key)) {
            unknown(path, key, known);
          }
        });
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] =
          component(
              components[i],
              section.entries().get(key(components[i])),
              join(path, key(components[i])));
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException e) {
      throw new IllegalStateException("the record " + type.getSimpleName() + " cannot be made", e);
    }
  }

  private void unknown(String path, String key, List<String> known) {
    Optional<String> meant = Spelling.nearest(key, known);
    String message = "unknown key" + meant.map(word -> "; did you mean " + word + "?").orElse("");
    // Below these two, 1.14 took whatever Dropwizard knows.
    boolean foreign = path.startsWith("server") || path.startsWith("logging");
    if (foreign) {
      problems.warning(
          join(path, key),
          message + (meant.isPresent() ? " It has no effect" : ", without effect here"));
    } else {
      problems.error(join(path, variables.unmask(key)), message);
    }
  }

  private @Nullable Object component(RecordComponent component, @Nullable Node node, String path) {
    Class<?> type = component.getType();
    if (type == List.class) {
      return list((Class<?>) argument(component, 0), node, path);
    }
    if (type == Map.class) {
      return map((Class<?>) argument(component, 1), node, path);
    }
    return single(type, component, node, path);
  }

  private @Nullable Object single(
      Class<?> type, @Nullable RecordComponent component, @Nullable Node node, String path) {
    if (Scalars.isScalar(type)) {
      return scalar(type, component, node, path);
    }
    Class<? extends Record> record = type.asSubclass(Record.class);
    return switch (node) {
      case Node.Mapping section -> section(record, section, path);
      case Node.Scalar word when record.isAnnotationPresent(Shorthand.class) ->
          section(
              record,
              new Node.Mapping(
                  word.line(), Map.of(record.getAnnotation(Shorthand.class).value(), word)),
              path);
      case Node.Scalar word ->
          wrong(record, word.line(), path, "keys are expected below it, not a value");
      case Node.Listing list ->
          wrong(record, list.line(), path, "keys are expected below it, not a list");
      case null -> absent(record, component, path);
      case Node.Nothing _ -> absent(record, component, path);
    };
  }

  private Record absent(
      Class<? extends Record> type, @Nullable RecordComponent component, String path) {
    // Entries of a list and sections without needed keys are made from their defaults.
    if (component != null && component.isAnnotationPresent(Required.class)) {
      problems.error(path, "this section is needed");
      return new Binder(variables, new Problems())
          .section(type, new Node.Mapping(0, Map.of()), path);
    }
    return section(type, new Node.Mapping(0, Map.of()), path);
  }

  private Record wrong(Class<? extends Record> type, int line, String path, String message) {
    problems.stated(path, line);
    problems.error(path, message);
    return new Binder(variables, new Problems()).section(type, new Node.Mapping(0, Map.of()), path);
  }

  private @Nullable Object scalar(
      Class<?> type, @Nullable RecordComponent component, @Nullable Node node, String path) {
    switch (node) {
      case Node.Scalar scalar -> {
        int before = problems.all().size();
        String text = variables.resolve(scalar.text(), path, problems);
        // A variable that holds nothing is as good as no value, as it was in 1.14's files.
        boolean nothing =
            text.isBlank()
                && (Variables.isMasked(scalar.text())
                    || (type != String.class && type != Secret.class));
        if (problems.all().size() > before) {
          return preset(type, component);
        }
        return nothing ? missing(type, component, path) : parse(type, component, text, path);
      }
      case Node.Mapping _, Node.Listing _ -> {
        problems.error(
            path,
            "a single value is expected, not "
                + (node instanceof Node.Listing ? "a list" : "keys below it"));
        return preset(type, component);
      }
      case null -> {
        return missing(type, component, path);
      }
      case Node.Nothing _ -> {
        return missing(type, component, path);
      }
    }
  }

  private @Nullable Object parse(
      Class<?> type, @Nullable RecordComponent component, String text, String path) {
    try {
      return Scalars.parse(
          type, text, component == null ? null : component.getAnnotation(Within.class));
    } catch (IllegalArgumentException e) {
      problems.error(path, String.valueOf(e.getMessage()));
      return preset(type, component);
    }
  }

  private @Nullable Object missing(
      Class<?> type, @Nullable RecordComponent component, String path) {
    if (component == null || component.isAnnotationPresent(Required.class)) {
      problems.error(path, "a value is needed");
    }
    return preset(type, component);
  }

  private @Nullable Object preset(Class<?> type, @Nullable RecordComponent component) {
    Default preset = component == null ? null : component.getAnnotation(Default.class);
    if (preset == null) {
      return Scalars.blank(type);
    }
    return Scalars.parse(
        type, variables.resolve(variables.mask(preset.value()), "", new Problems()), null);
  }

  private List<Object> list(Class<?> type, @Nullable Node node, String path) {
    List<Object> values = new ArrayList<>();
    switch (node) {
      case Node.Listing listing -> {
        for (int i = 0; i < listing.entries().size(); i++) {
          String at = path + "[" + i + "]";
          problems.stated(at, listing.entries().get(i).line());
          add(values, single(type, null, listing.entries().get(i), at));
        }
      }
      // One variable can hold several: endpoints: ${DROVE_ENDPOINTS}
      case Node.Scalar scalar when type == String.class -> {
        for (String part : variables.resolve(scalar.text(), path, problems).split(",", -1)) {
          if (!part.isBlank()) {
            values.add(part.strip());
          }
        }
      }
      case Node.Scalar _, Node.Mapping _ -> problems.error(path, "a list is expected");
      case null -> {}
      case Node.Nothing _ -> {}
    }
    return values;
  }

  private Map<String, Object> map(Class<?> type, @Nullable Node node, String path) {
    Map<String, Object> values = new LinkedHashMap<>();
    switch (node) {
      case Node.Mapping section ->
          section
              .entries()
              .forEach((key, value) -> {
                String name = variables.resolve(key, path, problems);
                problems.stated(join(path, name), value.line());
                Object made = single(type, null, value, join(path, name));
                if (made != null) {
                  values.put(name, made);
                }
              });
      case Node.Scalar _, Node.Listing _ -> problems.error(path, "keys are expected below it");
      case null -> {}
      case Node.Nothing _ -> {}
    }
    return values;
  }

  private static void add(List<Object> values, @Nullable Object value) {
    if (value != null) {
      values.add(value);
    }
  }

  /** The key that a component stands for. */
  static String key(RecordComponent component) {
    Key named = component.getAnnotation(Key.class);
    return named == null ? component.getName() : named.value();
  }

  private static Type argument(RecordComponent component, int index) {
    return ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[index];
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
