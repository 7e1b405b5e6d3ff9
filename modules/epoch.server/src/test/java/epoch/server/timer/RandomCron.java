package epoch.server.timer;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Valid expressions of all forms that Quartz knows. */
final class RandomCron {

  private RandomCron() {}

  static String next(Random random) {
    boolean byWeekday = random.nextInt(3) == 0;
    return String.join(
        " ",
        List.of(
            field(random, 0, 59),
            field(random, 0, 59),
            field(random, 0, 23),
            byWeekday ? "?" : dayOfMonth(random),
            random.nextInt(3) > 0 ? "*" : field(random, 1, 12),
            byWeekday ? dayOfWeek(random) : "?",
            random.nextInt(8) == 0 ? "2024-2031" : "*"));
  }

  private static String field(Random random, int min, int max) {
    int a = between(random, min, max);
    int b = between(random, min, max);
    int step = 1 + random.nextInt(max / 2);
    return switch (random.nextInt(7)) {
      case 0 -> "*";
      case 1 -> "*/" + step;
      case 2 -> a + "/" + step;
      case 3 -> a + "-" + b;
      case 4 -> Math.min(a, b) + "-" + Math.max(a, b) + "/" + step;
      case 5 ->
          IntStream.range(0, 1 + random.nextInt(4))
              .mapToObj(i -> String.valueOf(between(random, min, max)))
              .collect(Collectors.joining(","));
      default -> String.valueOf(a);
    };
  }

  private static String dayOfMonth(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "L";
      case 1 -> "L-" + (1 + random.nextInt(29));
      case 2 -> "LW";
      case 3 -> between(random, 1, 31) + "W";
      default -> field(random, 1, 31);
    };
  }

  private static String dayOfWeek(Random random) {
    int day = between(random, 1, 7);
    return switch (random.nextInt(6)) {
      case 0 -> day + "L";
      case 1 -> day + "#" + between(random, 1, 5);
      case 2 -> "MON-FRI";
      case 3 -> "SAT,TUE";
      default -> field(random, 1, 7);
    };
  }

  private static int between(Random random, int min, int max) {
    return min + random.nextInt(max - min + 1);
  }
}
