package epoch.server.notify.mail;

/** Whoever delivers letters. */
@FunctionalInterface
interface Post {
  /** Tries once, and blocks for as long as the server likes; an interrupt ends it. */
  Delivery deliver(Letter letter);
}
