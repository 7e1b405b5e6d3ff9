package epoch.desktop.topologies;

import epoch.desktop.cluster.TopologyFacts;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.window.Wrapping;
import java.time.Instant;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** A cell that shows something of a topology; words about time grow older while looked at. */
abstract class FactCell extends TableCell<TopologyRow, TopologyFacts> {

  private final ObservableValue<Instant> now;

  /** Held here, for the clock knows it weakly: cells come and go with the size of the window. */
  private final ChangeListener<Instant> aging = (_, _, _) -> say();

  private @Nullable Tooltip tooltip;

  FactCell(ObservableValue<Instant> now, boolean ages) {
    this.now = now;
    if (ages) {
      now.addListener(new WeakChangeListener<>(aging));
    }
  }

  @Override
  protected void updateItem(@Nullable TopologyFacts facts, boolean empty) {
    super.updateItem(facts, empty);
    say();
  }

  private void say() {
    TopologyFacts facts = getItem();
    if (isEmpty() || facts == null) {
      setText(null);
      setGraphic(null);
      setTooltip(null);
      setAccessibleText(null);
      return;
    }
    show(facts, now.getValue());
  }

  /** Shows it. */
  abstract void show(TopologyFacts facts, Instant now);

  /** Gives a part of it another style, if it has another: each change costs a look at the sheet. */
  static void style(Label part, String... styles) {
    if (!part.getStyleClass().equals(List.of(styles))) {
      part.getStyleClass().setAll(styles);
    }
  }

  /** Says more when the operator points at it. */
  final void explain(String words) {
    if (words.isEmpty()) {
      setTooltip(null);
      return;
    }
    if (tooltip == null) {
      tooltip = new Tooltip();
      Wrapping.of(tooltip);
      tooltip.setMaxWidth(600);
    }
    tooltip.setText(words);
    setTooltip(tooltip);
  }
}
