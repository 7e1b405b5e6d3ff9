package epoch.server.notify.mail;

import java.util.List;

/** What became of one try to deliver a letter. */
sealed interface Delivery {
  /** The server took it, for all. */
  record Done() implements Delivery {}

  /** The server will never take it, for some at least; nothing is left to try. */
  record Refused(String reason) implements Delivery {}

  /** The server does not take it now for these, but is well otherwise. */
  record Later(List<String> to, String reason) implements Delivery {}

  /** The server cannot be spoken with, or lets nobody in. */
  record Away(String reason) implements Delivery {}
}
