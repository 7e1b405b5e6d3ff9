package epoch.server.timer;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/**
 * Checks cron expressions and says what is wrong with them, and where. What Quartz accepts is valid
 * here, with three exceptions that Quartz accepts and then trips over: numbers of more than four
 * digits, a field that names nothing ({@code ,}), and a weekday over 7 before {@code #}.
 */
public final class CronSyntax {

  private static final Pattern FIELD = Pattern.compile("[^ \t]+");
  private static final Pattern ITEM = Pattern.compile("[^,]+");
  private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{5,}");
  private static final Pattern WRONG_NTH_WEEKDAY = Pattern.compile("(0|[89]|[0-9]{2,})#.*");
  private static final int DAY_OF_MONTH = 3;
  private static final int DAY_OF_WEEK = 5;

  private enum Part {
    SECONDS("seconds", "0-59 and , - * /", "%s 0 0 * * ?"),
    MINUTES("minutes", "0-59 and , - * /", "0 %s 0 * * ?"),
    HOURS("hours", "0-23 and , - * /", "0 0 %s * * ?"),
    DAY_OF_MONTH("day of month", "1-31 and , - * / ? L W", "0 0 0 %s * ?"),
    MONTH("month", "1-12 or JAN-DEC and , - * /", "0 0 0 * %s ?"),
    DAY_OF_WEEK("day of week", "1-7 (1 is Sunday) or SUN-SAT and , - * / ? L #", "0 0 0 ? * %s"),
    YEAR("year", "1970-2199 and , - * /", "0 0 0 * * ? %s");

    private final String title;
    private final String allowed;
    private final String alone;

    Part(String title, String allowed, String alone) {
      this.title = title;
      this.allowed = allowed;
      this.alone = alone;
    }
  }

  private record Field(String text, int position) {}

  private CronSyntax() {}

  /**
   * What is wrong with an expression, as one line for people: the field by number and name, the
   * position of the fault in the expression (the first character is 1), and what is allowed there.
   *
   * @return empty if the expression is valid
   */
  public static Optional<String> problem(String expression) {
    return Crons.problem(expression);
  }

  /** What Quartz finds wrong with an expression, or would trip over in one of its fields. */
  static Optional<String> find(String expression) {
    List<Field> fields = split(FIELD, expression, 1);
    if (fields.size() < DAY_OF_WEEK + 1 || fields.size() > Part.values().length) {
      return Optional.of(wrongNumber(fields.size()));
    }
    for (Part part : Part.values()) {
      if (part.ordinal() < fields.size()) {
        Optional<String> problem = problem(part, fields.get(part.ordinal()));
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return dayFields(fields)
        .or(() ->
            parseFailure(expression)
                .map(failure -> "cron: '%s': %s".formatted(expression, failure)));
  }

  /**
   * A warning if a valid expression has no fire time after a moment, such as {@code 0 0 0 30 2 ?}
   * or one whose years are over.
   */
  public static Optional<String> warning(String expression, ZoneId zone, Instant after) {
    return FireTimes.cron(expression, zone).next(after).isPresent()
        ? Optional.empty()
        : Optional.of("cron: '%s' has no fire time after %s".formatted(expression, after));
  }

  private static String wrongNumber(int count) {
    String message =
        "cron: %d field%s, but 6 or 7 are needed: seconds, minutes, hours, day of month, month, day"
            + " of week and optionally year";
    String hint =
        count == 5 ? " (in front of a five-field Unix expression put the seconds, usually 0)" : "";
    return message.formatted(count, count == 1 ? "" : "s") + hint;
  }

  private static Optional<String> problem(Part part, Field field) {
    List<Field> items = split(ITEM, field.text(), field.position());
    if (items.isEmpty()) {
      return Optional.of(fault(part, field));
    }
    // The item first, for its position is the more exact one; then the field, for what cannot stand
    // together.
    for (Field item : items) {
      if (isWrong(part, item)) {
        return Optional.of(fault(part, item));
      }
    }
    boolean single = items.getFirst().equals(field);
    return !single && isWrong(part, field) ? Optional.of(fault(part, field)) : Optional.empty();
  }

  private static boolean isWrong(Part part, Field field) {
    if (LONG_NUMBER.matcher(field.text()).find()
        || WRONG_NTH_WEEKDAY.matcher(field.text()).matches()) {
      return true;
    }
    boolean days = part == Part.DAY_OF_MONTH || part == Part.DAY_OF_WEEK;
    return !(days && field.text().equals("?"))
        && parseFailure(part.alone.formatted(field.text())).isPresent();
  }

  private static String fault(Part part, Field field) {
    return "cron: field %d (%s) at position %d: '%s' is not valid, allowed: %s"
        .formatted(part.ordinal() + 1, part.title, field.position(), field.text(), part.allowed);
  }

  private static Optional<String> dayFields(List<Field> fields) {
    Field month = fields.get(DAY_OF_MONTH);
    Field week = fields.get(DAY_OF_WEEK);
    boolean monthOpen = month.text().contains("?");
    boolean weekOpen = week.text().contains("?");
    if (monthOpen != weekOpen) {
      return Optional.empty();
    }
    return Optional.of(
        "cron: field 4 (day of month) at position %d and field 6 (day of week) at position %d: '%s' and '%s', but one of"
                .formatted(month.position(), week.position(), month.text(), week.text())
            + (monthOpen ? " them must name days" : " them must be '?'"));
  }

  private static Optional<String> parseFailure(String expression) {
    try {
      CronExpression.validateExpression(expression);
      return Optional.empty();
    } catch (ParseException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<Field> split(Pattern pattern, String text, int firstPosition) {
    List<Field> parts = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      parts.add(new Field(matcher.group(), firstPosition + matcher.start()));
    }
    return parts;
  }
}
