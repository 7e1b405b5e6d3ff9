package epoch.desktop.form;

import epoch.desktop.form.Input.Option;
import epoch.desktop.window.Focus;
import epoch.desktop.window.Wrapping;
import epoch.desktop.words.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** A field, seen: what it is called, where it is filled in, what is wrong with it. */
final class FieldBox extends VBox {

  private static final PseudoClass ERROR = PseudoClass.getPseudoClass("danger");
  private static final int LINES = 3;

  /** So many boxes to mark can be looked through. */
  private static final int MOST_MARKS = 12;

  /** Where somebody types. */
  record Caret(int anchor, int position) {}

  private final Field field;
  private final StringProperty value;
  private final List<Subscription> bonds = new ArrayList<>();
  private final Label error = new Label();
  private final Region input;
  private Runnable whenWrong = () -> {};

  FieldBox(Field field, Draft draft, Consumer<Node> reveal) {
    super(4);
    this.field = field;
    this.value = draft.value(field.key());
    Label label = new Label(Plain.line(field.label()));
    label.setMnemonicParsing(false);
    Wrapping.of(label);
    label.getStyleClass().add("field-label");
    input = made();
    input.setId(EditingPane.nodeId("field", field.key()));
    input.setDisable(field.fixed());
    label.setLabelFor(input instanceof Control ? input : null);
    error.getStyleClass().add("field-error");
    Wrapping.of(error);
    getChildren().addAll(label, input, error);
    if (!field.help().isEmpty()) {
      Label help = new Label(field.help());
      help.getStyleClass().add("muted-small");
      Wrapping.of(help);
      getChildren().add(help);
    }
    setFillWidth(true);
    bonds.add(draft.error(field.key()).subscribe(this::say));
    bonds.add(
        focusWithinProperty()
            .subscribe((was, within) -> {
              if (within) {
                reveal.accept(this);
              } else if (was) {
                draft.left(field.key());
              }
            }));
  }

  private void say(String words) {
    error.setText(words);
    error.setVisible(!words.isEmpty());
    error.setManaged(!words.isEmpty());
    input.pseudoClassStateChanged(ERROR, !words.isEmpty());
    String help = words.isEmpty() ? field.help() : words;
    input.setAccessibleHelp(help);
    if (!words.isEmpty()) {
      whenWrong.run();
    }
  }

  private Region made() {
    return switch (field.input()) {
      case Input.Line(List<String> suggestions) -> {
        TextField line = new TextField();
        typed(line);
        if (!suggestions.isEmpty()) {
          Suggestions.of(line, suggestions);
        }
        yield line;
      }
      case Input.Area _ -> {
        TextArea area = new TextArea();
        area.setPrefRowCount(LINES);
        area.setMinHeight(76);
        Focus.leaveByTab(area);
        typed(area);
        yield area;
      }
      case Input.OneOf(List<Option> options) -> choice(options);
      case Input.AnyOf(List<Option> options) ->
          options.size() > MOST_MARKS ? menu(options) : marks(options);
    };
  }

  private void typed(TextInputControl text) {
    text.setPromptText(field.prompt());
    text.setText(value.get());
    bonds.add(
        value.subscribe(said -> {
          if (!said.equals(text.getText())) {
            text.setText(said);
          }
        }));
    text.textProperty().addListener((_, _, said) -> value.set(said));
    text.setAccessibleText(field.label());
  }

  private Region choice(List<Option> options) {
    ChoiceBox<Option> choice = new ChoiceBox<>();
    choice.setConverter(new Words());
    choice.getItems().setAll(options);
    choice.setMaxWidth(Double.MAX_VALUE);
    choice.setMinWidth(0);
    choice.setAccessibleText(field.label());
    bonds.add(
        value.subscribe(said ->
            options.stream()
                .filter(option -> option.value().equals(said))
                .findFirst()
                .ifPresent(choice::setValue)));
    choice
        .valueProperty()
        .addListener((_, _, chosen) -> {
          if (chosen != null) {
            value.set(chosen.value());
          }
        });
    return choice;
  }

  private static final class Words extends StringConverter<Option> {
    @Override
    public String toString(@Nullable Option option) {
      return option == null ? "" : Plain.line(option.word());
    }

    @Override
    public @Nullable Option fromString(String word) {
      return null;
    }
  }

  private Region menu(List<Option> options) {
    MarkMenu menu = new MarkMenu(field.label(), options, this::mark);
    bonds.add(value.subscribe(menu::choose));
    return menu;
  }

  private Region marks(List<Option> options) {
    FlowPane marks = new FlowPane(12, 6);
    for (Option option : options) {
      CheckBox mark = new CheckBox(Plain.line(option.word()));
      mark.setMnemonicParsing(false);
      mark.setId(EditingPane.nodeId("field", field.key() + "-" + option.value()));
      mark.setAccessibleText(field.label() + ": " + Plain.line(option.word()));
      mark.setDisable(field.fixed());
      bonds.add(
          value.subscribe(
              said -> mark.setSelected(said.lines().toList().contains(option.value()))));
      mark.setOnAction(_ -> mark(option.value(), mark.isSelected()));
      marks.getChildren().add(mark);
    }
    return marks;
  }

  private void mark(String name, boolean chosen) {
    List<String> names = new ArrayList<>(value.get().lines().toList());
    names.remove(name);
    if (chosen) {
      names.add(name);
    }
    value.set(String.join("\n", names));
  }

  /** What takes the focus. */
  Node target() {
    return input instanceof FlowPane marks && !marks.getChildren().isEmpty()
        ? marks.getChildren().getFirst()
        : input;
  }

  Caret caret() {
    return input instanceof TextInputControl text
        ? new Caret(text.getAnchor(), text.getCaretPosition())
        : new Caret(0, 0);
  }

  /** Gives it the focus again, as if it had never lost it. */
  void focusAgain(Node within, Caret caret) {
    if (within.isFocused()) {
      return;
    }
    if (within.getScene() == null) {
      target().requestFocus();
    } else {
      within.requestFocus();
    }
    if (input instanceof TextInputControl text) {
      text.selectRange(
          Math.min(caret.anchor(), text.getLength()), Math.min(caret.position(), text.getLength()));
    }
  }

  /** Is called as soon as something is wrong with it, now or later. */
  void onError(Runnable newWhenWrong) {
    whenWrong = newWhenWrong;
    if (!error.getText().isEmpty()) {
      whenWrong.run();
    }
  }

  /** It is no longer seen. */
  void dispose() {
    bonds.forEach(Subscription::unsubscribe);
    bonds.clear();
  }
}
