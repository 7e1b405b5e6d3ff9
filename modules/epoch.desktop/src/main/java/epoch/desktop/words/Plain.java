package epoch.desktop.words;

import java.util.stream.Collectors;

/** Text of others, made fit for one line of the screen. */
public final class Plain {

  private static final int LONGEST = 400;

  private Plain() {}

  /**
   * Shows control characters and those that turn the direction of writing as {@code ␣}-like marks,
   * so that a name cannot break a row or pretend to be another, and cuts what is very long.
   */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST + 1));
    int[] points = text.codePoints().limit(LONGEST + 1L).toArray();
    for (int i = 0; i < points.length; i++) {
      if (i == LONGEST) {
        return line.append('…').toString();
      }
      line.appendCodePoint(visible(points[i]));
    }
    return line.toString();
  }

  /** The same of text that may have several lines. */
  public static String lines(String text) {
    return text.lines().map(Plain::line).collect(Collectors.joining("\n"));
  }

  private static int visible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          '\uFFFD';
      default -> point;
    };
  }
}
