package epoch.desktop.topologies;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A topology in the table. The row stays the same object while what it shows changes. */
final class TopologyRow {

  private final String id;
  private final ReadOnlyObjectWrapper<TopologyFacts> facts;

  TopologyRow(TopologyFacts facts) {
    this.id = facts.id();
    this.facts = new ReadOnlyObjectWrapper<>(facts);
  }

  String id() {
    return id;
  }

  TopologyFacts facts() {
    return facts.get();
  }

  ReadOnlyObjectProperty<TopologyFacts> factsProperty() {
    return facts.getReadOnlyProperty();
  }

  void show(TopologyFacts newer) {
    facts.set(newer);
  }
}
