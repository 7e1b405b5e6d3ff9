package epoch.desktop.topologies;

import epoch.api.rest.Role;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.window.Offer;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The line below the topologies while several are marked: what can be done with all of them. */
final class SelectionBar extends HBox {

  /**
   * What it asks of the view.
   *
   * @param takeOut exports those that are marked
   * @param all marks all that are shown
   * @param none marks none
   */
  record Ways(Runnable takeOut, Runnable all, Runnable none) {}

  private final Deeds deeds;

  SelectionBar(TopologiesViewModel model, ActionsViewModel actions, Deeds deeds, Ways ways) {
    super(8);
    this.deeds = deeds;
    Label count = new Label();
    count.setId("marked");
    getChildren()
        .addAll(
            count,
            action("Pause…", Role.OPERATOR, () -> actions.askPauseOrResume(model.meant())),
            action("Run…", Role.OPERATOR, () -> actions.askRun(model.meant())),
            action("Label…", Role.READ_WRITE, () -> actions.askLabel(model.meant())),
            button("Export…", ways.takeOut()),
            action("Delete…", Role.READ_WRITE, () -> actions.askDelete(model.meant())),
            button("Select all shown", ways.all()),
            button("Clear", ways.none()));
    getStyleClass().add("selection-bar");
    model
        .marked()
        .addListener(
            (ListChangeListener<TopologyRow>)
                _ -> {
                  int marked = model.marked().size();
                  count.setText("%,d selected".formatted(marked));
                  show(marked > 1);
                });
    show(false);
  }

  private void show(boolean several) {
    setVisible(several);
    setManaged(several);
  }

  private Button action(String word, Role needed, Runnable press) {
    Button button = button(word, press);
    Offer.of(button, deeds, needed);
    return button;
  }

  private static Button button(String word, Runnable press) {
    Button button = new Button(word);
    button.setOnAction(_ -> press.run());
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }
}
