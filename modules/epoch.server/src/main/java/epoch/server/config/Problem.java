package epoch.server.config;

/**
 * One thing that is wrong with a configuration file. It never quotes the value of a secret.
 *
 * @param severity whether the file cannot be used, or only something in it has no effect
 * @param key the key path, such as {@code drove.endpoints[1]}; empty where the file as a whole is
 *     meant
 * @param line the line in the file, from 1; 0 where there is none
 * @param column the column, from 1; 0 where it does not matter
 * @param message what is wrong, for people
 */
public record Problem(Severity severity, String key, int line, int column, String message) {

  /** How bad it is. */
  public enum Severity {
    /** The file cannot be used. */
    ERROR,
    /** Something in the file has no effect, or not the one that was meant. */
    WARNING
  }

  /** The problem in one line, such as {@code drove.endpoints (line 7): at least one is needed}. */
  @Override
  public String toString() {
    String place =
        line == 0 ? "" : column == 0 ? "line " + line : "line " + line + ", column " + column;
    if (key.isEmpty()) {
      return place.isEmpty() ? message : place + ": " + message;
    }
    return place.isEmpty() ? key + ": " + message : key + " (" + place + "): " + message;
  }
}
