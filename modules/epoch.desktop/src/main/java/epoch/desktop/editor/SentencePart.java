package epoch.desktop.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import epoch.desktop.form.JsonPlace;
import epoch.desktop.form.Meaning;

/**
 * A part of the sentence that a cron expression says.
 *
 * @param expression where that stands
 * @param part which
 */
record SentencePart(JsonPlace expression, Part part) implements Meaning {

  /** The parts. */
  enum Part {
    EVERY,
    MINUTE,
    TIME,
    DAYS,
    DAY
  }

  private CronSentence sentence(ObjectNode root) {
    return CronSentence.parse(expression.in(root).asText());
  }

  @Override
  public String read(ObjectNode root) {
    CronSentence now = sentence(root);
    return switch (part) {
      case EVERY -> "" + now.every();
      case MINUTE -> "" + now.minute();
      case TIME -> now.time();
      case DAYS -> String.join("\n", now.days());
      case DAY -> now.day();
    };
  }

  @Override
  public void write(ObjectNode root, String text) {
    CronSentence before = sentence(root);
    CronSentence now =
        switch (part) {
          case EVERY -> before.every(number(text, 60));
          case MINUTE -> before.minute(number(text, 59));
          case TIME -> before.time(CronSentence.clock(text));
          case DAYS -> before.days(text.lines().toList());
          case DAY -> before.day(text);
        };
    if (now.days().isEmpty()) {
      throw new IllegalArgumentException("needs a day");
    }
    if (!now.equals(before)) {
      expression.put(root, TextNode.valueOf(now.expression()));
    }
  }

  private static int number(String text, int most) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new IllegalArgumentException("is a number from 0 to " + most);
  }
}
