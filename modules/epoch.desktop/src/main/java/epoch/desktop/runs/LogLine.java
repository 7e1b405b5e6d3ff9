package epoch.desktop.runs;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A line of a log.
 *
 * @param text as it was written, what cannot be shown replaced
 * @param level how bad it is
 * @param bytes how long it is in the file, its end included
 */
record LogLine(String text, Level level, int bytes) {

  /** How bad a line is. */
  enum Level {
    /** Nothing to see. */
    PLAIN,
    /** A warning. */
    WARN,
    /** An error. */
    ERROR
  }

  static final int LONGEST = 8_000;

  private static final Pattern ERROR =
      Pattern.compile(
          "\\b(ERROR|FATAL|SEVERE|CRITICAL|PANIC|panic:|Traceback|error:|Error:)|[A-Za-z]Exception\\b");
  private static final Pattern WARN = Pattern.compile("\\b(WARN|WARNING)\\b");

  /** A line with its end, if that has come. */
  static LogLine of(String raw) {
    int bytes = raw.getBytes(StandardCharsets.UTF_8).length;
    String text = clean(raw.endsWith("\n") ? raw.substring(0, raw.length() - 1) : raw);
    Level level =
        ERROR.matcher(text).find()
            ? Level.ERROR
            : WARN.matcher(text).find() ? Level.WARN : Level.PLAIN;
    return new LogLine(text, level, bytes);
  }

  /** Without colours of a terminal, with blanks for tabs, and never longer than can be drawn. */
  private static String clean(String raw) {
    String cut = raw.length() > LONGEST ? raw.substring(0, LONGEST) + "…" : raw;
    StringBuilder text = new StringBuilder(cut.length());
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      if (c == 0x1b && i + 1 < cut.length() && cut.charAt(i + 1) == '[') {
        i = escapeEnd(cut, i + 2);
      } else if (c != '\r') {
        text.append(visible(c));
      }
    }
    return text.toString();
  }

  private static String visible(char c) {
    int type = Character.getType(c);
    return c == '\t'
        ? "    "
        : type == Character.CONTROL || type == Character.FORMAT ? "\uFFFD" : String.valueOf(c);
  }

  private static int escapeEnd(String text, int from) {
    int i = from;
    while (i < text.length() && !Character.isLetter(text.charAt(i))) {
      i++;
    }
    return i;
  }
}
