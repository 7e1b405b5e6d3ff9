package epoch.desktop.editor;

import epoch.api.rest.Role;
import epoch.api.rest.SchedulePreview;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Session;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.topologies.FireList;
import epoch.desktop.window.Banner;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Offer;
import epoch.desktop.window.Page;
import epoch.desktop.window.Placeholder;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The editor: form, JSON, when it will fire and what changes, side by side. */
public final class EditorPage extends StackPane implements Page {

  private static final PseudoClass ERROR = PseudoClass.getPseudoClass("danger");
  private static final Duration PAUSE = Duration.millis(350);

  /**
   * Another cluster to which a topology can be copied.
   *
   * @param name what it is called
   * @param open opens the editor there with that JSON
   */
  public record Other(String name, Consumer<String> open) {}

  private final EditorViewModel model;
  private final Navigator navigator;
  private final InstantSource clock;
  private final TimeWords times;
  private final Supplier<List<Other>> others;
  private final Map<Field, Node> rows = new EnumMap<>(Field.class);
  private final VBox form = new VBox(12);
  private final TextArea json = new TextArea();
  private final VBox side = new VBox(12);
  private final PauseTransition pause = new PauseTransition(PAUSE);

  /** Builds the nodes and binds them. */
  public EditorPage(
      Session session,
      Runner runner,
      InstantSource clock,
      Dialogs dialogs,
      Deeds deeds,
      Navigator navigator,
      TimeWords times,
      Place.Editor place,
      Supplier<List<Other>> others) {
    this.model =
        new EditorViewModel(session, runner, clock, times.zone(), dialogs, deeds, navigator, place);
    this.navigator = navigator;
    this.clock = clock;
    this.times = times;
    this.others = others;
    getStyleClass().add("page");
    pause.setOnFinished(_ -> model.check());
    model.textProperty().subscribe(_ -> pause.playFromStart());
    for (Field field : Field.values()) {
      rows.put(field, row(field));
    }
    model.fieldsProperty().subscribe(this::arrange);
    json.setId("editor-json");
    json.setAccessibleText("The topology as JSON");
    json.getStyleClass().add("json");
    json.textProperty().bindBidirectional(model.textProperty());
    model.previewProperty().subscribe(_ -> showSide());
    model.differenceProperty().subscribe(_ -> showSide());
    ScrollPane formScroll = scroll(form);
    form.getStyleClass().add("form");
    side.getStyleClass().add("form");
    SplitPane split = new SplitPane(formScroll, json, scroll(side));
    split.setDividerPositions(0.32, 0.62);
    VBox.setVgrow(split, Priority.ALWAYS);
    VBox whole =
        new VBox(
            header(deeds),
            new Banner("warn", model.conflictProperty(), "Take theirs", model::takeTheirs),
            new Banner("bad", model.problemProperty(), "Check again", model::check),
            split);
    Placeholder loading =
        new Placeholder(model.pictureProperty(), () -> Placeholder.Nothing.of("", ""), () -> {});
    model
        .pictureProperty()
        .subscribe(
            picture -> getChildren().setAll(picture instanceof Picture.Live ? whole : loading));
  }

  private static ScrollPane scroll(VBox box) {
    ScrollPane scroll = new ScrollPane(box);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("form-scroll");
    return scroll;
  }

  private Node header(Deeds deeds) {
    Label title = new Label(model.isNew() ? "New topology" : "Edit " + Plain.line(model.id()));
    title.getStyleClass().add("page-title");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    MenuButton copy = new MenuButton("Copy to another cluster");
    copy.setMinWidth(USE_PREF_SIZE);
    copy.setOnShowing(_ -> {
      copy.getItems().clear();
      others
          .get()
          .forEach(other -> {
            MenuItem item = new MenuItem(other.name());
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> other.open().accept(model.textProperty().get()));
            copy.getItems().add(item);
          });
    });
    // A menu that is empty does not open.
    copy.getItems().add(new MenuItem("No other cluster is open"));
    Button cancel = new Button("Back");
    cancel.setOnAction(_ -> navigator.back());
    Button save = new Button();
    save.setId("save");
    save.setDefaultButton(true);
    save.setOnAction(_ -> model.askSave());
    Offer.of(save, deeds, Role.READ_WRITE);
    model
        .differenceProperty()
        .subscribe(it ->
            save.setText(model.isNew() ? "Create…" : "Save %,d changes…".formatted(it.size())));
    for (Button button : List.of(cancel, save)) {
      button.setMinWidth(USE_PREF_SIZE);
    }
    HBox header = new HBox(8, title, gap, copy, cancel, save);
    header.getStyleClass().add("page-header");
    return header;
  }

  private void arrange(Set<Field> fields) {
    form.getChildren().clear();
    for (Field.Group group : Field.Group.values()) {
      Label head = new Label(group.word());
      head.getStyleClass().add("heading");
      form.getChildren().add(head);
      for (Field field : Field.values()) {
        if (field.group() == group && fields.contains(field)) {
          form.getChildren().add(rows.get(field));
        }
      }
      if (group == Field.Group.WHAT && !fields.contains(Field.CPUS)) {
        Label composite = new Label("Several tasks put together: write them as JSON, beside.");
        composite.getStyleClass().add("muted");
        composite.setWrapText(true);
        form.getChildren().add(composite);
      }
    }
  }

  private Node row(Field field) {
    Label label = new Label(field.label());
    Control input = input(field);
    label.setLabelFor(input);
    input.setId("field-" + field.name().toLowerCase(Locale.ROOT));
    Label error = new Label();
    error.getStyleClass().add("field-error");
    error.setWrapText(true);
    model
        .error(field)
        .subscribe(words -> {
          error.setText(words);
          error.setVisible(!words.isEmpty());
          error.setManaged(!words.isEmpty());
          input.pseudoClassStateChanged(ERROR, !words.isEmpty());
          input.setAccessibleHelp(words);
        });
    return new VBox(4, label, input, error);
  }

  private Control input(Field field) {
    if (!field.choices().isEmpty()) {
      ChoiceBox<String> choice = new ChoiceBox<>();
      choice.getItems().setAll(field.choices());
      choice.setMaxWidth(Double.MAX_VALUE);
      choice.valueProperty().bindBidirectional(model.value(field));
      return choice;
    }
    TextInputControl input = field.lines() ? new TextArea() : new TextField();
    if (input instanceof TextArea area) {
      area.setPrefRowCount(3);
      area.setMinHeight(76);
    }
    input.setDisable(field == Field.NAME && !model.isNew());
    input.textProperty().bindBidirectional(model.value(field));
    return input;
  }

  private void showSide() {
    side.getChildren().clear();
    Label when = new Label("It will run");
    when.getStyleClass().add("heading");
    side.getChildren().add(when);
    Optional<SchedulePreview> preview = model.previewProperty().get();
    if (preview.isPresent()) {
      Label words = new Label(preview.get().words());
      words.getStyleClass().add("schedule-words");
      words.setWrapText(true);
      FireList fires = new FireList(preview.get(), clock.instant(), times);
      fires.setMinHeight(290);
      side.getChildren().addAll(words, fires);
    } else {
      side.getChildren().add(new Label("Nothing can be said while the trigger is wrong."));
    }
    Label changes = new Label(model.isNew() ? "What it says" : "Changes");
    changes.getStyleClass().add("heading");
    side.getChildren().add(changes);
    List<JsonDifference> all = model.differenceProperty().get();
    if (all.isEmpty()) {
      side.getChildren().add(new Label("Nothing is changed."));
    }
    if (!model.isNew()) {
      all.forEach(each -> side.getChildren().add(difference(each)));
    }
  }

  private static Node difference(JsonDifference each) {
    Label path = new Label(each.path());
    path.getStyleClass().add("part-head");
    VBox box = new VBox(path);
    if (!each.before().isEmpty()) {
      box.getChildren().add(changed("−  " + each.before(), "diff-before"));
    }
    if (!each.after().isEmpty()) {
      box.getChildren().add(changed("+  " + each.after(), "diff-after"));
    }
    box.getStyleClass().add("diff");
    return box;
  }

  private static Label changed(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    label.setWrapText(true);
    label.setMaxWidth(Double.MAX_VALUE);
    return label;
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public Keys keys() {
    return new Keys()
        .onShortcut(KeyCode.S, "Save…", model::askSave)
        .on(KeyCode.ESCAPE, "Back", navigator::back);
  }
}
