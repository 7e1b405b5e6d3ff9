package epoch.desktop.window;

import atlantafx.base.controls.ModalPane;
import epoch.desktop.window.Question.Answer;
import epoch.desktop.window.Question.Care;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows what a view model asks, above everything else. */
public final class QuestionPane extends ModalPane {

  private static final int MANY_LINES = 16;
  private static final double WIDE = 760;
  private static final double LINE = 22;
  private static final int LINES_SHOWN = 16;

  private final ObjectProperty<Optional<Question>> asked;

  /** Where the focus was before the question, and is again after it. */
  private Optional<Node> before = Optional.empty();

  /** For that question; closing it in whatever way empties the property. */
  public QuestionPane(ObjectProperty<Optional<Question>> asked) {
    this.asked = asked;
    setAccessibleText("Question");
    setInTransitionFactory(null);
    setOutTransitionFactory(null);
    asked.subscribe(question -> question.ifPresentOrElse(this::ask, () -> hide(true)));
    displayProperty()
        .addListener((_, _, shown) -> {
          if (!shown) {
            asked.set(Optional.empty());
            before.ifPresent(Node::requestFocus);
            before = Optional.empty();
          }
        });
  }

  private void ask(Question question) {
    if (before.isEmpty()) {
      before = Optional.ofNullable(getScene()).map(Scene::getFocusOwner);
    }
    Care care = question.care();
    Label title = new Label(question.title());
    title.getStyleClass().add("dialog-title");
    Wrapping.of(title);
    VBox dialog = new VBox(16, title);
    dialog.getStyleClass().add("dialog");
    dialog.setMaxSize(question.lines().size() > MANY_LINES ? WIDE : 520, Region.USE_PREF_SIZE);
    if (!question.lines().isEmpty()) {
      dialog.getChildren().add(lines(question));
    }
    if (!question.list().isEmpty()) {
      dialog.getChildren().add(list(question.list()));
      dialog.setMaxWidth(WIDE);
    }
    ChoiceBox<String> choice = new ChoiceBox<>();
    choice.setId("question-choice");
    choice.getItems().setAll(care.choices());
    choice.getSelectionModel().selectFirst();
    if (care.choices().contains(care.said().choice())) {
      choice.setValue(care.said().choice());
    }
    choice.setMaxWidth(Double.MAX_VALUE);
    if (!care.choices().isEmpty()) {
      dialog.getChildren().add(choice);
    }
    List<TextField> fields = new ArrayList<>();
    for (String name : care.fields()) {
      TextField field =
          input(fields.isEmpty() ? "question-field" : "question-field-" + fields.size(), name);
      field.setText(care.said().field(fields.size()));
      fields.add(field);
      dialog.getChildren().add(labelled(name, field));
    }
    boolean required = care.reason() == Question.Reason.REQUIRED;
    String why = required ? "Reason" : "Reason (may be left out)";
    TextField reason = input("question-reason", why);
    reason.setText(care.said().reason());
    if (care.reason() != Question.Reason.NONE) {
      dialog.getChildren().add(labelled(why, reason));
    }
    TextField typed = input("question-typed", "Type " + care.typed());
    if (!care.typed().isEmpty()) {
      dialog.getChildren().add(labelled("Type “" + care.typed() + "” to go on", typed));
    }
    Button cancel = new Button("Cancel");
    cancel.setId("question-cancel");
    cancel.setCancelButton(true);
    cancel.setOnAction(_ -> asked.set(Optional.empty()));
    Button yes = new Button(question.verb());
    yes.setId("question-yes");
    if (care.red()) {
      yes.getStyleClass().add("danger");
    } else {
      yes.setDefaultButton(true);
    }
    yes.disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () ->
                    (required && reason.getText().isBlank())
                        || !typed.getText().strip().equals(care.typed()),
                reason.textProperty(),
                typed.textProperty()));
    Label problem = problem(fields);
    yes.setOnAction(_ -> {
      Answer answer =
          new Answer(
              reason.getText(),
              choice.getValue() == null ? "" : choice.getValue(),
              fields.stream().map(TextField::getText).toList());
      problem.setText(care.check().problem(answer));
      if (problem.getText().isEmpty()) {
        asked.set(Optional.empty());
        question.yes().accept(answer);
      } else if (fields.stream().noneMatch(Node::isFocused)) {
        fields.stream().findFirst().ifPresent(Node::requestFocus);
      }
    });
    dialog.getChildren().addAll(problem, footer(question, cancel, yes));
    show(dialog);
    Node first = first(care, fields, reason, typed, cancel, yes);
    Platform.runLater(first::requestFocus);
  }

  /** What cannot be understood, until something else is typed. */
  private static Label problem(List<TextField> fields) {
    Label problem = new Label();
    problem.setId("question-problem");
    problem.getStyleClass().add("field-error");
    Wrapping.of(problem);
    problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    fields.forEach(field -> field.textProperty().addListener((_, _, _) -> problem.setText("")));
    return problem;
  }

  private static Node first(
      Care care, List<TextField> fields, Node reason, Node typed, Node cancel, Node yes) {
    if (!care.typed().isEmpty() && care.reason() != Question.Reason.REQUIRED) {
      return typed;
    }
    if (care.reason() == Question.Reason.REQUIRED) {
      return reason;
    }
    if (care.red()) {
      return cancel;
    }
    return fields.isEmpty() || care.reason() == Question.Reason.OFFERED ? yes : fields.getFirst();
  }

  private static Node lines(Question question) {
    if (question.lines().size() > MANY_LINES) {
      return columns(question.lines());
    }
    VBox lines = new VBox(4);
    for (String line : question.lines()) {
      Label label = new Label("•  " + line);
      Wrapping.of(label);
      lines.getChildren().add(label);
    }
    return lines;
  }

  /** Only what is seen of it is drawn, so that it may be long. */
  private static Node list(List<String> all) {
    ListView<String> list = new ListView<>(FXCollections.observableArrayList(all));
    list.setId("question-list");
    list.setAccessibleText("One by one");
    list.getStyleClass().add("question-list");
    list.setFixedCellSize(LINE);
    list.setPrefHeight(LINE * Math.min(all.size(), LINES_SHOWN) + 4);
    return list;
  }

  /** Two columns, so that a long list still fits into a small window. */
  private static Node columns(List<String> lines) {
    GridPane grid = new GridPane();
    grid.setHgap(16);
    grid.setVgap(4);
    int half = (lines.size() + 1) / 2;
    for (int i = 0; i < lines.size(); i++) {
      // What stands before a wide gap is a name, such as that of a key.
      String[] parts = lines.get(i).split(" {3}", 2);
      Label words = new Label(parts[parts.length - 1]);
      Wrapping.of(words);
      Label name = new Label(parts.length > 1 ? parts[0] : "");
      name.getStyleClass().add("strong");
      name.setMinWidth(Region.USE_PREF_SIZE);
      grid.add(name, 2 * (i / half), i % half);
      grid.add(words, 2 * (i / half) + 1, i % half);
    }
    return grid;
  }

  private static HBox footer(Question question, Button cancel, Button yes) {
    Label undo = new Label(question.footer());
    undo.getStyleClass().add("muted");
    Wrapping.of(undo);
    undo.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(undo, Priority.ALWAYS);
    cancel.setMinWidth(Region.USE_PREF_SIZE);
    yes.setMinWidth(Region.USE_PREF_SIZE);
    HBox footer = new HBox(8, undo, cancel, yes);
    footer.getStyleClass().add("dialog-footer");
    return footer;
  }

  private static TextField input(String id, String name) {
    TextField field = new TextField();
    field.setId(id);
    field.setAccessibleText(name);
    return field;
  }

  private static VBox labelled(String name, TextField field) {
    Label label = new Label(name);
    Wrapping.of(label);
    label.setLabelFor(field);
    return new VBox(4, label, field);
  }
}
