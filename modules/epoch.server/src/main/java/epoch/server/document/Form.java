package epoch.server.document;

/** How a document is written. */
public enum Form {
  /** One JSON value. */
  JSON,
  /** YAML, also several documents in one text. */
  YAML
}
