package epoch.server.store;

/**
 * A stored value and the version of the node it is in, which the next change must name.
 *
 * @param value what is stored
 * @param version the node's data version
 */
public record Versioned<T>(T value, int version) {
  /** What the node holds after one more write. */
  public Versioned<T> next(T newValue) {
    return new Versioned<>(newValue, version + 1);
  }
}
