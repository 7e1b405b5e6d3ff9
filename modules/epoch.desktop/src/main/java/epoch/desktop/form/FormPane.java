package epoch.desktop.form;

import epoch.desktop.window.Focus;
import epoch.desktop.words.Plain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * A form, seen. Where the form changes, what it had before stays, with what is half typed and with
 * the focus; only what is new is made and laid out.
 */
final class FormPane extends ScrollPane {

  private static final double GAP = 10;

  private final Draft draft;
  private final VBox box = new VBox(GAP);
  private final Set<String> unfolded = new HashSet<>();
  private final Set<String> folded = new HashSet<>();
  private Map<String, FieldBox> fields = new HashMap<>();
  private Remnants known = new Remnants();

  FormPane(Draft draft) {
    this.draft = draft;
    setContent(box);
    setFitToWidth(true);
    setId("form");
    getStyleClass().add("form-scroll");
    box.getStyleClass().add("form");
    draft.formProperty().subscribe(this::arrange);
  }

  private void arrange(Form form) {
    Optional<Held> held = held();
    Remnants before = known;
    Map<String, FieldBox> had = fields;
    known = new Remnants();
    fields = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (Form.Section section : form.sections()) {
      nodes.add(known.keep(section.title(), before, () -> heading(section.title())));
      nodes.addAll(rows(section.rows(), before));
    }
    had.forEach((key, node) -> {
      if (!node.equals(fields.get(key))) {
        node.dispose();
      }
    });
    Remnants.put(box.getChildren(), nodes);
    held.ifPresent(it -> field(it.key()).ifPresent(now -> now.focusAgain(it.node(), it.caret())));
  }

  private Optional<FieldBox> field(String key) {
    return Optional.ofNullable(fields.get(key));
  }

  /** What has the focus while the form is arranged anew. */
  private record Held(String key, Node node, FieldBox.Caret caret) {}

  private Optional<Held> held() {
    Node owner = getScene() == null ? null : getScene().getFocusOwner();
    if (owner == null) {
      return Optional.empty();
    }
    return fields.entrySet().stream()
        .filter(it -> it.getValue().isFocusWithin())
        .findFirst()
        .map(it -> new Held(it.getKey(), owner, it.getValue().caret()));
  }

  private static Node heading(String title) {
    Label head = new Label(title);
    head.getStyleClass().addAll("heading", "form-section");
    return head;
  }

  private List<Node> rows(List<Row> rows, Remnants before) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row instanceof Field first
          && first.narrow()
          && i + 1 < rows.size()
          && rows.get(i + 1) instanceof Field second
          && second.narrow()) {
        i++;
        nodes.add(pair(field(first, before), field(second, before), before));
        continue;
      }
      nodes.add(
          switch (row) {
            case Field field -> field(field, before);
            case Row.Title title -> known.keep(title, before, () -> title(title));
            case Row.Words words ->
                known.keep(words, before, () -> EditingPane.muted(words.text()));
            case Row.Press press -> known.keep(press, before, () -> press(press));
            case Row.Fold fold -> fold(fold, before);
          });
    }
    return nodes;
  }

  private Node pair(FieldBox first, FieldBox second, Remnants before) {
    return known.keep(
        List.of(first, second),
        before,
        () -> {
          GridPane pair = new GridPane(12, 0);
          ColumnConstraints half = new ColumnConstraints();
          half.setPercentWidth(50);
          pair.getColumnConstraints().addAll(half, half);
          pair.addRow(0, first, second);
          return pair;
        });
  }

  private FieldBox field(Field field, Remnants before) {
    FieldBox node = known.keep(field, before, () -> new FieldBox(field, draft, this::reveal));
    fields.put(field.key(), node);
    return node;
  }

  private Node title(Row.Title title) {
    Label words = new Label(Plain.line(title.words()));
    words.getStyleClass().add("strong");
    words.setMinWidth(0);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox line = new HBox(4, words, gap);
    title.presses().forEach(press -> line.getChildren().add(press(press)));
    line.getStyleClass().add("form-title");
    return line;
  }

  private Button press(Row.Press press) {
    Button button = new Button(Plain.line(press.word()));
    button.setMnemonicParsing(false);
    button.setId(EditingPane.nodeId("press", press.key()));
    button.setAccessibleText(Plain.line(press.spoken()));
    button.setDisable(!press.possible());
    button.getStyleClass().add("form-press");
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(_ -> press(press, draft.formProperty().get()));
    return button;
  }

  /** Who asked for one more wants to fill it in; else one goes on where one was. */
  private void press(Row.Press press, Form before) {
    Set<String> had =
        before.fields().stream().map(Field::key).collect(Collectors.toUnmodifiableSet());
    draft.arrange(press.act());
    List<Field> now = draft.formProperty().get().fields();
    now.stream()
        .map(Field::key)
        .filter(key -> !had.contains(key))
        .findFirst()
        .or(() ->
            now.stream().limit(before.above(press) + 1L).reduce((_, last) -> last).map(Field::key))
        .ifPresent(this::focus);
  }

  private Node fold(Row.Fold fold, Remnants before) {
    List<Node> rows = rows(fold.rows(), before);
    VBox node = known.keep(fold.key(), before, () -> folding(fold));
    if (node.getChildren().getFirst() instanceof ToggleButton toggle
        && node.getChildren().getLast() instanceof VBox inside) {
      Remnants.put(inside.getChildren(), rows);
      // What is wrong is never out of sight.
      for (Row row : fold.rows()) {
        if (row instanceof Field field) {
          field(field.key()).ifPresent(it -> it.onError(() -> toggle.setSelected(true)));
        }
      }
    }
    return node;
  }

  private VBox folding(Row.Fold fold) {
    VBox inside = new VBox(GAP);
    ToggleButton toggle = new ToggleButton();
    toggle.setId(EditingPane.nodeId("fold", fold.key()));
    toggle.getStyleClass().add("fold");
    toggle.setMaxWidth(Double.MAX_VALUE);
    toggle.setSelected(
        unfolded.contains(fold.key()) || (fold.open() && !folded.contains(fold.key())));
    toggle
        .selectedProperty()
        .subscribe(now -> {
          inside.setVisible(now);
          inside.setManaged(now);
          toggle.setText((now ? "▾  " : "▸  ") + fold.title());
          toggle.setAccessibleText(fold.title() + (now ? ", shown" : ", hidden"));
        });
    toggle.setOnAction(_ -> {
      boolean now = toggle.isSelected();
      (now ? unfolded : folded).add(fold.key());
      (now ? folded : unfolded).remove(fold.key());
    });
    return new VBox(8, toggle, inside);
  }

  /** Gives the focus to a field, and brings it into sight. */
  void focus(String key) {
    field(key)
        .ifPresent(node -> {
          Focus.on(node.target());
          reveal(node);
        });
  }

  /** Gives the focus to the first field that can be filled in. */
  void focusFirst() {
    draft.formProperty().get().fields().stream()
        .filter(field -> !field.fixed())
        .findFirst()
        .ifPresent(field -> focus(field.key()));
  }

  /** Brings into sight what is not. */
  private void reveal(Node node) {
    layout();
    double seen = getViewportBounds().getHeight();
    double whole = box.getHeight() - seen;
    if (whole <= 0) {
      return;
    }
    Bounds there = box.sceneToLocal(node.localToScene(node.getBoundsInLocal()));
    double above = getVvalue() * whole;
    if (there.getMinY() < above || there.getMaxY() > above + seen) {
      setVvalue(Math.clamp((there.getMinY() - 40) / whole, 0, 1));
    }
  }
}
