package epoch.server.operations;

import epoch.api.rest.Role;

/**
 * Who asks, from where, and on what terms.
 *
 * @param user the name under which they logged in, {@code anonymous} where nobody has to
 * @param role what they may do
 * @param address the IP address of the true client, also through a follower
 * @param terms on what terms
 */
public record Caller(String user, Role role, String address, Terms terms) {
  /** Asks without terms. */
  public Caller(String user, Role role, String address) {
    this(user, role, address, Terms.NONE);
  }

  /** The same, on other terms. */
  public Caller on(Terms newTerms) {
    return new Caller(user, role, address, newTerms);
  }

  /**
   * The same asking for one of the things that a request is made of: whatever the request needs a
   * key for, each of its parts does.
   *
   * @param part names the part within the request
   */
  public Caller part(String part) {
    Terms.Once once = terms.once();
    return on(
        once == null
            ? Terms.NONE
            : new Terms(null, new Terms.Once(once.key() + "\n" + part, once.fingerprint())));
  }
}
