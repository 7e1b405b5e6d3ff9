package epoch.desktop.form;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A change of the order of things in a document, which a button of the form makes. */
@FunctionalInterface
public interface Arrangement {

  /** Makes it. */
  void apply(ObjectNode root);
}
