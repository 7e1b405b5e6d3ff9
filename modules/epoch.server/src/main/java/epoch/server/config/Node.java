package epoch.server.config;

import java.util.List;
import java.util.Map;

/** A value in a configuration file, with the line on which it is named. */
sealed interface Node {

  /** The line, from 1. */
  int line();

  /**
   * A scalar, whatever YAML would take it for.
   *
   * @param text as written, variables masked
   */
  record Scalar(int line, String text) implements Node {}

  /** No value: {@code key:} or {@code key: null}. */
  record Nothing(int line) implements Node {}

  /** Values in order. */
  record Listing(int line, List<Node> entries) implements Node {}

  /** Values by key, in the order of the file. */
  record Mapping(int line, Map<String, Node> entries) implements Node {}
}
