package epoch.desktop.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.api.json.JsonFaults;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * A document in the hands of somebody who writes it: the JSON is the truth, the form shows and
 * changes parts of it in place, so that what the form does not know stays as it is.
 *
 * <p>What is typed into one field without a pause by another is one change: it is made anew from
 * the document as it was before, whatever was typed in between.
 */
public final class Draft {

  private static final int MOST_BACK = 200;

  /** What one finds in a document to fill in. */
  @FunctionalInterface
  public interface Shape {
    /** The form of that document. */
    Form of(ObjectNode root);
  }

  private final Shape shape;
  private final Runnable changed;
  private final StringProperty text = new SimpleStringProperty("");
  private final Map<String, StringProperty> values = new HashMap<>();
  private final ReadOnlyObjectWrapper<Form> form = new ReadOnlyObjectWrapper<>(Form.EMPTY);
  private final ReadOnlyObjectWrapper<List<JsonDifference>> difference =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
  private final Faults faults = new Faults();
  private final Deque<ObjectNode> past = new ArrayDeque<>();

  /** What each field was last read to say: it is only told when that is another thing. */
  private final Map<String, String> read = new HashMap<>();

  private JsonNode base = Json.object();
  private Optional<ObjectNode> tree = Optional.empty();
  private String typedInto = "";
  private boolean telling;

  /**
   * Nothing yet.
   *
   * @param changed hears that the document has become another one, or can no longer be read
   */
  public Draft(Shape shape, Runnable changed) {
    this.shape = shape;
    this.changed = changed;
    text.addListener((_, _, _) -> typed());
  }

  /**
   * Begins.
   *
   * @param stored with what it is compared
   * @param json what it says
   */
  public void begin(JsonNode stored, String json) {
    base = stored;
    tree = Optional.empty();
    telling = true;
    text.set("");
    telling = false;
    text.set(json);
    past.clear();
  }

  /** Compares with something else from now on. */
  public void rebase(JsonNode stored) {
    base = stored;
    compare();
  }

  /** What it is compared with. */
  JsonNode base() {
    return base;
  }

  /** The JSON was changed: the form follows. */
  private void typed() {
    if (telling) {
      return;
    }
    Optional<ObjectNode> before = tree;
    tree = parse();
    tree.ifPresent(root -> {
      remember("the text", before);
      faults.forget();
      show(root, true);
    });
    compare();
    changed.run();
  }

  private Optional<ObjectNode> parse() {
    try {
      if (Json.read(text.get(), JsonNode.class) instanceof ObjectNode object) {
        fault.set("");
        return Optional.of(object);
      }
      fault.set("It has to be a JSON object");
    } catch (JsonProcessingException e) {
      fault.set(JsonFaults.explain(e));
    }
    return Optional.empty();
  }

  /** The form was changed: the JSON follows in place. */
  private void written(String key, String said) {
    Optional<Field> field = form.get().field(key);
    if (telling || tree.isEmpty() || field.isEmpty()) {
      return;
    }
    remember(key, tree);
    ObjectNode root = Objects.requireNonNullElse(past.peek(), tree.get()).deepCopy();
    faults.touch(key);
    try {
      field.get().meaning().write(root, said);
      faults.set(key, "");
    } catch (IllegalArgumentException e) {
      faults.set(key, Objects.requireNonNullElse(e.getMessage(), "cannot be said"));
      return;
    }
    if (root.equals(tree.get())) {
      return;
    }
    read.put(key, field.get().meaning().read(root));
    take(root, false);
  }

  /** Changes the order of things. */
  public void arrange(Arrangement arrangement) {
    tree.ifPresent(now -> {
      ObjectNode root = now.deepCopy();
      arrangement.apply(root);
      remember("", tree);
      faults.forget();
      take(root, true);
    });
  }

  /** Takes back the last change; answers whether there was one. */
  public boolean back() {
    typedInto = "";
    while (!past.isEmpty()) {
      ObjectNode before = past.pop();
      // Who typed only what cannot be said has changed nothing.
      if (!Optional.of(before).equals(tree)) {
        faults.forget();
        take(before, true);
        return true;
      }
    }
    return false;
  }

  private void remember(String where, Optional<ObjectNode> before) {
    if (before.isPresent() && (where.isEmpty() || !where.equals(typedInto))) {
      past.push(before.get().deepCopy());
      while (past.size() > MOST_BACK) {
        past.removeLast();
      }
    }
    typedInto = where;
  }

  private void take(ObjectNode root, boolean all) {
    tree = Optional.of(root);
    telling = true;
    text.set(Json.pretty(root));
    telling = false;
    fault.set("");
    show(root, all);
    compare();
    changed.run();
  }

  /** Says in every field what the document does; those that say it already keep their words. */
  private void show(ObjectNode root, boolean all) {
    Form now = shape.of(root);
    telling = true;
    for (Field field : now.fields()) {
      String said = field.meaning().read(root);
      if (all || !said.equals(read.put(field.key(), said))) {
        read.put(field.key(), said);
        value(field.key()).set(said);
      }
    }
    telling = false;
    read.keySet().retainAll(now.fields().stream().map(Field::key).toList());
    faults.of(now.fields());
    if (!now.equals(form.get())) {
      form.set(now);
    }
  }

  /** What can be filled in depends on more than the document, and that is another thing now. */
  public void reshape() {
    tree.ifPresent(root -> show(root, false));
  }

  private void compare() {
    difference.set(tree.map(now -> JsonDifference.between(base, now)).orElse(List.of()));
  }

  /** Shows what the server does not like, each at its field. */
  public void say(List<Problem> problems) {
    faults.say(problems);
  }

  /** Somebody left a field: from now on it is told what is wrong with it. */
  public void left(String key) {
    typedInto = typedInto.equals(key) ? "" : typedInto;
    faults.touch(key);
  }

  /** From now on everything that is wrong is told. */
  public void tellAll() {
    faults.tellAll();
  }

  /** The first field at which something is wrong that is told. */
  public Optional<String> firstWrong() {
    return form.get().fields().stream()
        .map(Field::key)
        .filter(key -> !error(key).get().isEmpty())
        .findFirst();
  }

  /** Whether a field says what cannot be said in the document. */
  boolean isTorn() {
    return !faults.unsayable().isEmpty();
  }

  /** What those fields say, each by its key. */
  Map<String, String> unsayable() {
    return faults.unsayable().stream()
        .collect(Collectors.toUnmodifiableMap(key -> key, key -> value(key).get()));
  }

  /** The document, unless the text is none. */
  public Optional<ObjectNode> tree() {
    return tree;
  }

  /** The document as text. */
  public StringProperty textProperty() {
    return text;
  }

  /** What a field says. */
  public StringProperty value(String key) {
    return values.computeIfAbsent(
        key,
        _ -> {
          StringProperty value = new SimpleStringProperty("");
          value.addListener((_, _, said) -> written(key, said));
          return value;
        });
  }

  /** What is wrong with a field, or empty. */
  public ReadOnlyStringProperty error(String key) {
    return faults.error(key);
  }

  /** What is wrong that no field is about, or empty. */
  public ReadOnlyStringProperty elsewhereProperty() {
    return faults.elsewhereProperty();
  }

  /** Why the text is no document, or empty. */
  public ReadOnlyStringProperty faultProperty() {
    return fault.getReadOnlyProperty();
  }

  /** What there is to fill in. */
  public ReadOnlyObjectProperty<Form> formProperty() {
    return form.getReadOnlyProperty();
  }

  /** What is another thing than before. */
  public ReadOnlyObjectProperty<List<JsonDifference>> differenceProperty() {
    return difference.getReadOnlyProperty();
  }
}
