package epoch.server.timer;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands a schedule in words as a person would: which moments it names. */
final class SentenceReader {
  private static final Pattern ZONE = Pattern.compile(" in [A-Z][A-Za-z_]+(/[A-Za-z_]+)*$");
  private static final Pattern SPLIT = Pattern.compile("^(.*?),? (at \\d.*|every .*)$");

  private SentenceReader() {}

  static Predicate<LocalDateTime> read(String sentence) {
    String words = ZONE.matcher(sentence).replaceFirst("");
    if (words.matches("Every (second|minute|hour|\\d+ .*).*")) {
      Predicate<LocalTime> times = times(words.toLowerCase(Locale.ENGLISH));
      return time -> times.test(time.toLocalTime());
    }
    Matcher parts = SPLIT.matcher(words);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not understood: " + sentence);
    }
    Predicate<LocalDate> days = days(parts.group(1));
    Predicate<LocalTime> times = times(parts.group(2));
    return time -> days.test(time.toLocalDate()) && times.test(time.toLocalTime());
  }

  private static Predicate<LocalTime> times(String words) {
    if (words.startsWith("at ")) {
      List<LocalTime> times = list(words.substring(3)).stream().map(LocalTime::parse).toList();
      return times::contains;
    }
    Matcher m = Pattern.compile("every second").matcher(words);
    if (m.matches()) {
      return time -> true;
    }
    m = Pattern.compile("every (\\d+) seconds").matcher(words);
    if (m.matches()) {
      int step = Integer.parseInt(m.group(1));
      return time -> time.getSecond() % step == 0;
    }
    m = Pattern.compile("every minute at second (\\d+)").matcher(words);
    if (m.matches()) {
      int second = Integer.parseInt(m.group(1));
      return time -> time.getSecond() == second;
    }
    m = Pattern.compile("every hour at (.*)").matcher(words);
    if (m.matches()) {
      List<Integer> minutes =
          list(m.group(1)).stream().map(text -> Integer.valueOf(text.substring(1))).toList();
      return time -> time.getSecond() == 0 && minutes.contains(time.getMinute());
    }
    m = Pattern.compile("every (\\d+) hours(?: at :(\\d\\d))?").matcher(words);
    if (m.matches()) {
      int step = Integer.parseInt(m.group(1));
      int minute = m.group(2) == null ? 0 : Integer.parseInt(m.group(2));
      return time ->
          time.getSecond() == 0 && time.getMinute() == minute && time.getHour() % step == 0;
    }
    m =
        Pattern.compile(
                "every (?:(\\d+) minutes|minute|(hour))"
                    + "(?:, from :(\\d\\d)| from (\\d\\d:\\d\\d) to (\\d\\d:\\d\\d))?")
            .matcher(words);
    if (m.matches()) {
      int step = m.group(2) != null ? 60 : m.group(1) == null ? 1 : Integer.parseInt(m.group(1));
      LocalTime from = m.group(4) == null ? LocalTime.MIN : LocalTime.parse(m.group(4));
      LocalTime to = m.group(5) == null ? LocalTime.of(23, 59) : LocalTime.parse(m.group(5));
      int first = m.group(3) == null ? from.getMinute() : Integer.parseInt(m.group(3));
      return time ->
          time.getSecond() == 0
              && !time.isBefore(from)
              && !time.isAfter(to)
              && Math.floorMod(time.getMinute() - first, step) == 0;
    }
    throw new IllegalArgumentException("not understood: " + words);
  }

  private static Predicate<LocalDate> days(String phrase) {
    String words = phrase.replaceFirst(",$", "");
    Matcher year = Pattern.compile("^(.*?),? (?:in|of) (\\d{4}.*)$").matcher(words);
    if (year.matches()) {
      List<String> years = list(year.group(2));
      Predicate<LocalDate> rest = days(year.group(1));
      return date -> years.contains(Integer.toString(date.getYear())) && rest.test(date);
    }
    words = words.replace(", where there is one", "");
    Matcher the = Pattern.compile("^The (.*) of (.*)$").matcher(words);
    if (the.matches()) {
      Predicate<LocalDate> day = dayOf(the.group(1));
      Predicate<LocalDate> month = months(the.group(2));
      return date -> month.test(date) && day.test(date);
    }
    Matcher in = Pattern.compile("^(.*) in (.*)$").matcher(words);
    if (in.matches()) {
      Predicate<LocalDate> month = months(in.group(2));
      Predicate<LocalDate> rest = days(in.group(1));
      return date -> month.test(date) && rest.test(date);
    }
    return switch (words) {
      case "Every day" -> date -> true;
      case "Weekdays" -> date -> date.getDayOfWeek().getValue() <= 5;
      case "Weekends" -> date -> date.getDayOfWeek().getValue() > 5;
      default -> {
        List<DayOfWeek> named =
            list(words).stream()
                .map(name ->
                    DayOfWeek.valueOf(name.replaceFirst("s$", "").toUpperCase(Locale.ENGLISH)))
                .toList();
        yield date -> named.contains(date.getDayOfWeek());
      }
    };
  }

  private static Predicate<LocalDate> dayOf(String words) {
    Matcher nth = Pattern.compile("(last|\\d)(?:st|nd|rd|th)? ([A-Z][a-z]+day)").matcher(words);
    if (nth.matches()) {
      DayOfWeek day = DayOfWeek.valueOf(nth.group(2).toUpperCase(Locale.ENGLISH));
      boolean last = nth.group(1).equals("last");
      int number = last ? 0 : Integer.parseInt(nth.group(1));
      return date ->
          date.getDayOfWeek() == day
              && (last
                  ? date.plusDays(7).getMonth() != date.getMonth()
                  : (date.getDayOfMonth() - 1) / 7 + 1 == number);
    }
    Matcher before = Pattern.compile("day (\\d+) before the last").matcher(words);
    if (before.matches()) {
      int back = Integer.parseInt(before.group(1));
      return date -> date.getDayOfMonth() == date.lengthOfMonth() - back;
    }
    Matcher near = Pattern.compile("weekday nearest the (\\d+)..").matcher(words);
    if (near.matches()) {
      int wanted = Integer.parseInt(near.group(1));
      return date -> date.equals(nearest(date.withDayOfMonth(wanted)));
    }
    if (words.equals("last day")) {
      return date -> date.getDayOfMonth() == date.lengthOfMonth();
    }
    if (words.equals("last weekday")) {
      return date ->
          isWorkday(date)
              && date.plusDays(1)
                  .datesUntil(date.plusMonths(1).withDayOfMonth(1))
                  .noneMatch(SentenceReader::isWorkday);
    }
    List<Integer> days =
        list(words).stream().map(text -> Integer.valueOf(text.replaceAll("\\D", ""))).toList();
    return date -> days.contains(date.getDayOfMonth());
  }

  /** The workday of the same month with the smallest distance. */
  private static LocalDate nearest(LocalDate wanted) {
    for (int distance = 0; ; distance++) {
      for (LocalDate date : List.of(wanted.minusDays(distance), wanted.plusDays(distance))) {
        if (date.getMonth() == wanted.getMonth() && isWorkday(date)) {
          return date;
        }
      }
    }
  }

  private static boolean isWorkday(LocalDate date) {
    return date.getDayOfWeek().getValue() <= 5;
  }

  private static Predicate<LocalDate> months(String words) {
    if (words.equals("each month")) {
      return date -> true;
    }
    List<Month> named =
        list(words).stream().map(name -> Month.valueOf(name.toUpperCase(Locale.ENGLISH))).toList();
    return date -> named.contains(date.getMonth());
  }

  private static List<String> list(String words) {
    return Arrays.asList(words.split(", | and "));
  }
}
