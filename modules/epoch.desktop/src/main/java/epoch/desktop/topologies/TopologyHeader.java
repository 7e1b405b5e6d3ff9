package epoch.desktop.topologies;

import epoch.api.rest.Role;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.window.Offer;
import epoch.desktop.words.Look;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The line above the topologies: how many, what waits to be shown, what can be done with one. */
final class TopologyHeader extends HBox {

  private final TopologiesViewModel model;
  private final Deeds deeds;

  TopologyHeader(
      TopologiesViewModel model,
      ActionsViewModel actions,
      Deeds deeds,
      Runnable edit,
      Runnable create,
      Node drafts) {
    super(8);
    this.model = model;
    this.deeds = deeds;
    Label title = new Label("Topologies");
    title.getStyleClass().add("page-title");
    title.setMinWidth(USE_PREF_SIZE);
    Label count = new Label();
    count.setId("count");
    count.getStyleClass().add("muted");
    count.setMinWidth(USE_PREF_SIZE);
    model.arrangementsProperty().subscribe(() -> count.setText(model.count()));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Label why = new Label();
    why.setId("hindrance");
    why.getStyleClass().add("muted");
    why.textProperty().bind(deeds.hindrance());
    Button run = action("run", "Run…", Role.OPERATOR, () -> actions.askRun(model.meant()));
    Button pause =
        action("pause", "Pause…", Role.OPERATOR, () -> actions.askPauseOrResume(model.meant()));
    model.selectedProperty().subscribe(_ -> pause.setText(toggleWord()));
    model.arrangementsProperty().subscribe(() -> pause.setText(toggleWord()));
    Button change = action("edit", "Edit", Role.READ_WRITE, edit);
    Button fresh = new Button("New topology");
    fresh.setId("new");
    fresh.setMinWidth(USE_PREF_SIZE);
    fresh.setOnAction(_ -> create.run());
    Offer.of(fresh, deeds, Role.READ_WRITE);
    getChildren().addAll(title, count, waiting(), gap, why, drafts, run, pause, change, fresh);
    getStyleClass().add("page-header");
  }

  private Button waiting() {
    Button waiting = new Button();
    waiting.setId("waiting");
    waiting.getStyleClass().add("accent");
    waiting.setMinWidth(USE_PREF_SIZE);
    model
        .waitingProperty()
        .subscribe(changes -> {
          waiting.setText(changes.intValue() == 1 ? "1 change" : changes.intValue() + " changes");
          waiting.setVisible(changes.intValue() > 0);
          waiting.setManaged(changes.intValue() > 0);
        });
    waiting.setOnAction(_ -> model.arrangeNow());
    return waiting;
  }

  private String toggleWord() {
    boolean paused = model.selected().filter(row -> row.facts().look() == Look.PAUSED).isPresent();
    return paused ? "Resume…" : "Pause…";
  }

  private Button action(String id, String word, Role needed, Runnable press) {
    Button button = new Button(word);
    button.setId(id);
    button.setOnAction(_ -> press.run());
    button.setMinWidth(USE_PREF_SIZE);
    Offer.of(
        button,
        deeds,
        needed,
        Bindings.createBooleanBinding(
            () -> model.selected().isPresent(), model.selectedProperty()));
    return button;
  }
}
