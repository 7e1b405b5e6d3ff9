package epoch.desktop.overview;

import epoch.api.rest.Standing.Attention;
import epoch.desktop.cluster.TopologyFacts;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.window.StateIcon;
import epoch.desktop.words.Look;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A topology that deserves a look, and why. */
final class AttentionCell extends ListCell<TopologyRow> {
  private final StateIcon look = new StateIcon();
  private final Label name = new Label();
  private final Label why = new Label();
  private final HBox box = new HBox(10, look, name, why);
  private final ObservableValue<Instant> clock;
  private final TimeWords times;

  AttentionCell(ListView<TopologyRow> list, ObservableValue<Instant> clock, TimeWords times) {
    this.clock = clock;
    this.times = times;
    name.getStyleClass().addAll("strong", "long-name");
    name.setMinWidth(280);
    name.prefWidthProperty().bind(list.widthProperty().multiply(0.4));
    why.getStyleClass().add("muted");
    box.getStyleClass().add("cell-words");
  }

  @Override
  protected void updateItem(@Nullable TopologyRow row, boolean empty) {
    super.updateItem(row, empty);
    if (empty || row == null) {
      setGraphic(null);
      return;
    }
    TopologyFacts facts = row.facts();
    Instant now = clock.getValue();
    look.show(look(facts));
    name.setText(facts.name());
    why.setText(why(facts, now));
    setAccessibleText(facts.name() + ", " + why.getText());
    setGraphic(box);
  }

  private static Look look(TopologyFacts facts) {
    return switch (facts.attention().orElse(Attention.RUNNING)) {
      case FAILED -> Look.FAILED;
      case UNKNOWN -> Look.UNKNOWN;
      case LATE -> Look.LATE;
      case RUNNING -> Look.RUNNING;
    };
  }

  private String why(TopologyFacts facts, Instant now) {
    return switch (facts.attention().orElse(Attention.RUNNING)) {
      case FAILED -> {
        int failed = facts.outcomes().failedInARow();
        String when = facts.lastCreated().map(at -> ", " + times.past(at, now)).orElse("");
        yield (failed > 1 ? "failed %d times in a row".formatted(failed) : "failed") + when;
      }
      case UNKNOWN -> "cannot be told how far it is";
      case LATE -> facts.nextFire().map(at -> times.next(at, now)).orElse("late");
      case RUNNING -> "runs";
    };
  }
}
