package epoch.desktop.form;

/**
 * Text that may have several lines, on one: a line break is written {@code \n}, and a backslash
 * that would be mistaken for the beginning of that is doubled.
 */
final class OneLine {

  private OneLine() {}

  static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\\' -> {
          char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
          line.append("nr\\=\n\r".indexOf(next) < 0 ? "\\" : "\\\\");
        }
        default -> line.append(c);
      }
    }
    return line.toString();
  }

  /** Reads what {@link #of} wrote, and whatever else somebody typed, as it is. */
  static String parse(String line) {
    StringBuilder text = new StringBuilder(line.length());
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      char next = i + 1 < line.length() ? line.charAt(i + 1) : ' ';
      boolean escaped = c == '\\' && "nr\\".indexOf(next) >= 0;
      text.append(escaped ? meant(next) : c);
      i += escaped ? 2 : 1;
    }
    return text.toString();
  }

  private static char meant(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> '\\';
    };
  }
}
