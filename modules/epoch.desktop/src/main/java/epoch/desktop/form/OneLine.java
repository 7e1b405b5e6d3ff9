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
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      char next = i + 1 < line.length() ? line.charAt(i + 1) : ' ';
      if (c != '\\' || "nr\\".indexOf(next) < 0) {
        text.append(c);
        continue;
      }
      text.append(
          switch (next) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> '\\';
          });
      i++;
    }
    return text.toString();
  }
}
