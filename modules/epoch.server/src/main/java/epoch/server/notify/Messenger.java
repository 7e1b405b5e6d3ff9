package epoch.server.notify;

/** A way to tell people. */
@FunctionalInterface
public interface Messenger {
  /** Takes a notice over for delivery; returns at once and never throws. Thread safe. */
  void send(Notice notice);
}
