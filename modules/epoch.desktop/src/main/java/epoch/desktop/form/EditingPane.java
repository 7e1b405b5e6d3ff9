package epoch.desktop.form;

import epoch.desktop.cluster.Picture;
import epoch.desktop.window.Banner;
import epoch.desktop.window.Focus;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Offer;
import epoch.desktop.window.Placeholder;
import epoch.desktop.window.Wrapping;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * Where something is written: form, JSON, what would come of it and what changes, side by side.
 *
 * @param <T> what is written
 * @param <P> what the server foresees of it
 */
public final class EditingPane<T, P> extends StackPane implements AutoCloseable {

  private static final Duration PAUSE = Duration.millis(350);

  private final Editing<T, P> editing;
  private final String outlookTitle;
  private final Function<Optional<P>, List<Node>> outlook;
  private final FormPane form;
  private final TextArea json = new TextArea();
  private final VBox side = new VBox(12);
  private final ScrollPane sideScroll = new ScrollPane(side);
  private final PauseTransition pause = new PauseTransition(PAUSE);

  /**
   * Builds the nodes and binds them.
   *
   * @param more what can be done beside saving
   * @param outlookTitle what the server's foresight is called
   * @param outlook shows it
   */
  public EditingPane(
      Editing<T, P> editing,
      TimeWords times,
      Node more,
      String outlookTitle,
      Function<Optional<P>, List<Node>> outlook) {
    this.editing = editing;
    this.outlookTitle = outlookTitle;
    this.outlook = outlook;
    this.form = new FormPane(editing.draft());
    getStyleClass().add("page");
    pause.setOnFinished(_ -> {
      editing.keep();
      editing.check();
    });
    editing.draft().textProperty().subscribe(_ -> pause.playFromStart());
    json.setId("editor-json");
    json.setAccessibleText("The " + editing.kind().word() + " as JSON");
    json.getStyleClass().add("json");
    json.textProperty().bindBidirectional(editing.draft().textProperty());
    Focus.leaveByTab(json);
    side.getStyleClass().add("form");
    sideScroll.setFitToWidth(true);
    sideScroll.getStyleClass().add("form-scroll");
    editing.outlookProperty().subscribe(_ -> showSide());
    editing.answeredProperty().subscribe(_ -> showSide());
    editing.draft().differenceProperty().subscribe(_ -> showSide());
    editing
        .refusalsProperty()
        .addListener((_, _, _) -> editing.draft().firstWrong().ifPresent(form::focus));
    SplitPane split = new SplitPane(form, json, sideScroll);
    split.setDividerPositions(0.36, 0.635);
    VBox.setVgrow(split, Priority.ALWAYS);
    VBox whole =
        new VBox(
            header(more),
            new Banner("info", resumed(times), "Begin anew", editing::beginAnew),
            new Banner("warn", editing.conflictProperty(), "Take theirs", editing::takeTheirs),
            new Banner("bad", editing.problemProperty(), "Check again", editing::check),
            split);
    Placeholder loading =
        new Placeholder(editing.pictureProperty(), () -> Placeholder.Nothing.of("", ""), () -> {});
    editing
        .pictureProperty()
        .subscribe(picture -> {
          boolean live = picture instanceof Picture.Live;
          getChildren().setAll(live ? whole : loading);
          if (live) {
            editing.check();
            form.focusFirst();
          }
        });
  }

  private ObservableValue<String> resumed(TimeWords times) {
    return editing
        .resumedProperty()
        .map(at ->
            at.map(it ->
                    "This is what you wrote %s and did not save."
                        .formatted(times.past(it, editing.with().clock().instant())))
                .orElse(""));
  }

  private Node header(Node more) {
    String word = editing.kind().word();
    Label title = new Label(editing.isNew() ? "New " + word : "Edit " + Plain.line(editing.id()));
    title.getStyleClass().addAll("page-title", "long-name");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button cancel = new Button("Back");
    cancel.setOnAction(_ -> editing.with().navigator().back());
    Button save = new Button();
    save.setId("save");
    save.setDefaultButton(true);
    save.setOnAction(_ -> editing.askSave());
    Offer.of(save, editing.with().deeds(), editing.kind().role());
    editing
        .draft()
        .differenceProperty()
        .subscribe(it ->
            save.setText(
                editing.isNew()
                    ? "Create…"
                    : it.isEmpty() ? "Save…" : "Save " + JsonDifference.count(it.size()) + "…"));
    for (Button button : List.of(cancel, save)) {
      button.setMinWidth(USE_PREF_SIZE);
    }
    HBox header = new HBox(8, title, gap, more, cancel, save);
    header.getStyleClass().add("page-header");
    return header;
  }

  private void showSide() {
    side.getChildren().setAll(heading(outlookTitle));
    if (editing.answeredProperty().get()) {
      side.getChildren().addAll(outlook.apply(editing.outlookProperty().get()));
    } else {
      side.getChildren().add(muted("Asking …"));
    }
    if (editing.isNew()) {
      return;
    }
    side.getChildren().add(heading("Changes"));
    List<JsonDifference> all = editing.draft().differenceProperty().get();
    if (all.isEmpty()) {
      side.getChildren().add(muted("Nothing is changed."));
    }
    all.forEach(each -> side.getChildren().add(difference(each)));
  }

  private static Label heading(String words) {
    Label heading = new Label(words);
    heading.getStyleClass().add("heading");
    return heading;
  }

  /** A quiet sentence. */
  public static Label muted(String words) {
    Label label = new Label(words);
    label.getStyleClass().add("muted");
    Wrapping.of(label);
    return label;
  }

  private static Node difference(JsonDifference each) {
    Label path = new Label(each.path());
    path.getStyleClass().add("part-head");
    VBox box = new VBox(path);
    if (!each.before().isEmpty()) {
      box.getChildren().add(changed("−\u00a0\u00a0" + each.before(), "diff-before"));
    }
    if (!each.after().isEmpty()) {
      box.getChildren().add(changed("+\u00a0\u00a0" + each.after(), "diff-after"));
    }
    box.getStyleClass().add("diff");
    return box;
  }

  private static Label changed(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    Wrapping.of(label);
    label.setMaxWidth(Double.MAX_VALUE);
    return label;
  }

  /** From the form to the JSON, and back. */
  private void across() {
    if (json.isFocused()) {
      form.focusFirst();
    } else {
      json.requestFocus();
    }
  }

  /** The keys of writing. */
  public Keys keys() {
    return new Keys()
        .onShortcut(KeyCode.S, "Save…", editing::askSave)
        .onShortcut(KeyCode.Z, "Take back the last change of the form", editing::back)
        .on(KeyCode.F6, "To the JSON, or to the form", this::across)
        .on(
            KeyCode.F8,
            "To the first field that is wrong",
            () -> editing.draft().firstWrong().ifPresent(form::focus))
        .on(KeyCode.ESCAPE, "Back", editing.with().navigator()::back);
  }

  /** It is no longer seen: what was typed last is not asked about any more, but kept. */
  @Override
  public void close() {
    pause.stop();
    editing.close();
  }

  /** The id of a node of the form, for style sheets and tests. */
  static String nodeId(String kind, String key) {
    String[] parts = key.toLowerCase(Locale.ROOT).split("[^a-z0-9]+");
    return kind + "-" + String.join("-", parts);
  }
}
