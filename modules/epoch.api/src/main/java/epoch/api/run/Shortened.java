package epoch.api.run;

/**
 * What others say, at a length that can be kept: an error of Drove's may hold all that a registry
 * or a shell had to say, and ZooKeeper takes a megabyte at a time.
 */
public final class Shortened {
  /** How much is kept of one message, characters. */
  public static final int MOST = 2_000;

  private Shortened() {}

  /** The text, if it is not longer than {@value #MOST} characters, or else its begin. */
  public static String text(String text) {
    return to(MOST, text);
  }

  /** The text, if it is not longer than that, or else its begin and a sign that there was more. */
  public static String to(int most, String text) {
    if (text.length() <= most) {
      return text;
    }
    int end = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }
}
