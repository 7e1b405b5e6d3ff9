package epoch.server.notify.mail;

import java.util.List;

/**
 * A mail as a person reads it.
 *
 * @param to addresses
 * @param subject one line
 * @param text lines that end in {@code \n}
 */
record Letter(List<String> to, String subject, String text) {
  Letter {
    to = List.copyOf(to);
  }

  /** The same to fewer. */
  Letter to(List<String> some) {
    return new Letter(some, subject, text);
  }
}
