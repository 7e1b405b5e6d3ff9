package epoch.desktop.cluster;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** A topology in the table. The row stays the same object while what it shows changes. */
public final class TopologyRow {

  private TopologyFacts facts;

  /** The last reading of all topologies that it was in; 0 for one that was told of in between. */
  private int round;

  /** Only of rows that were seen: of fifty thousand those are few. */
  private @Nullable ReadOnlyObjectWrapper<TopologyFacts> watched;

  TopologyRow(TopologyFacts facts) {
    this.facts = facts;
  }

  /** Its id. */
  public String id() {
    return facts.id();
  }

  /** What is known of it now. */
  public TopologyFacts facts() {
    return facts;
  }

  /** The same, to be watched. */
  public ReadOnlyObjectProperty<TopologyFacts> factsProperty() {
    if (watched == null) {
      watched = new ReadOnlyObjectWrapper<>(facts);
    }
    return watched.getReadOnlyProperty();
  }

  void readIn(int reading) {
    round = reading;
  }

  boolean isOf(int reading) {
    return round == reading;
  }

  void show(TopologyFacts newer) {
    facts = newer;
    if (watched != null) {
      watched.set(newer);
    }
  }
}
