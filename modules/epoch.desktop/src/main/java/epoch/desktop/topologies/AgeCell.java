package epoch.desktop.topologies;

import epoch.desktop.words.TimeWords;
import java.time.Instant;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** When a topology last changed; the words grow older while they are looked at. */
final class AgeCell extends TableCell<TopologyRow, TopologyRow> {

  private final TopologiesViewModel model;
  private final Tooltip tooltip = new Tooltip();

  /** Held here, for the model knows it weakly: cells come and go with the size of the window. */
  private final ChangeListener<Instant> aging = (_, _, _) -> say();

  AgeCell(TopologiesViewModel model) {
    this.model = model;
    model.nowProperty().addListener(new WeakChangeListener<>(aging));
  }

  @Override
  protected void updateItem(@Nullable TopologyRow row, boolean empty) {
    super.updateItem(row, empty);
    say();
  }

  private void say() {
    TopologyRow row = getItem();
    if (isEmpty() || row == null) {
      setText(null);
      setTooltip(null);
      return;
    }
    TimeWords times = model.times();
    Instant updated = row.facts().details().updated();
    setText(times.past(updated, model.nowProperty().get()));
    tooltip.setText(times.full(updated));
    setTooltip(tooltip);
  }
}
