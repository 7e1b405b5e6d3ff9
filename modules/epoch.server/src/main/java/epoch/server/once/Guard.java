package epoch.server.once;

import epoch.server.store.Change;

/**
 * What makes a request with a key come true once: whoever carries it out puts it into the very
 * transaction that does so. One that has no key needs no such thing and adds nothing.
 */
@FunctionalInterface
public interface Guard {
  /** For what needs none. */
  Guard NONE = (change, answer) -> {};

  /**
   * Adds to a transaction that the request is carried out with it.
   *
   * @param change the transaction
   * @param answer what is answered to the request, now and whenever it comes again
   */
  void put(Change change, Object answer);
}
