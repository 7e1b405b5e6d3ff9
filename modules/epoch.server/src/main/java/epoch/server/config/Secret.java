package epoch.server.config;

/**
 * A text that must not be shown: it prints as stars, so that no log line or error message gives it
 * away.
 *
 * @param value the text itself
 */
public record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
