package epoch.desktop.cluster;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A topology in the table. The row stays the same object while what it shows changes. */
public final class TopologyRow {

  private final ReadOnlyObjectWrapper<TopologyFacts> facts;

  TopologyRow(TopologyFacts facts) {
    this.facts = new ReadOnlyObjectWrapper<>(facts);
  }

  /** Its id. */
  public String id() {
    return facts.get().id();
  }

  /** What is known of it now. */
  public TopologyFacts facts() {
    return facts.get();
  }

  /** The same, to be watched. */
  public ReadOnlyObjectProperty<TopologyFacts> factsProperty() {
    return facts.getReadOnlyProperty();
  }

  void show(TopologyFacts newer) {
    facts.set(newer);
  }
}
