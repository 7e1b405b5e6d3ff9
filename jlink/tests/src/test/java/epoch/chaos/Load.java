package epoch.chaos;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.CronWindow;
import epoch.api.container.CommandExecutable;
import epoch.api.topology.CatchUp;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.InCalendar;
import epoch.api.topology.Overlap;
import epoch.api.topology.Policy;
import epoch.api.topology.Retry;
import epoch.api.topology.RetryOn;
import epoch.api.topology.Topology;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One topology of the load, with its own idea of when it fires: at each second that leaves a
 * remainder.
 *
 * @param period seconds, a divisor of 60
 * @param phase the remainder
 * @param overlap what becomes of a fire while the run before it goes on
 * @param retried whether the first attempt at its task fails, and there may be more
 * @param inCalendar what becomes of fires while its calendar is closed; null if it has none
 */
record Load(
    String id,
    int period,
    int phase,
    CatchUp catchUp,
    int sleepSeconds,
    Overlap overlap,
    boolean retried,
    @Nullable InCalendar inCalendar) {

  /** Closed for some seconds of each minute. */
  static final Calendar CALENDAR =
      Calendar.of("minutes", "UTC", CronWindow.of("20 * * * * ?", "15s"));

  /** How many attempts there may be at a task that is retried: one fails, some may be lost. */
  static final int ATTEMPTS = 5;

  private static final List<Integer> PERIODS = List.of(6, 10, 12, 15, 20);

  /**
   * A tenth fires every other second; some of those outlast their period, and half of these queue.
   */
  static List<Load> of(int topologies, Random random) {
    var loads = new ArrayList<Load>();
    for (int i = 0; i < topologies; i++) {
      boolean often = i % 10 == 0;
      int period = often ? 2 : PERIODS.get(random.nextInt(PERIODS.size()));
      int sleep = i % 20 == 0 ? 3 : i % 7 == 3 ? 1 : 0;
      // What outlasts its period would never be done with all of them.
      CatchUp catchUp =
          sleep >= period ? CatchUp.LATEST : CatchUp.values()[i % CatchUp.values().length];
      loads.add(
          new Load(
              "t-%04d".formatted(i),
              period,
              random.nextInt(period),
              catchUp,
              sleep,
              i % 40 == 20 ? Overlap.QUEUE : Overlap.SKIP,
              i % 7 == 5 && !often,
              inCalendar(i)));
    }
    return loads;
  }

  private static @Nullable InCalendar inCalendar(int number) {
    return switch (number % 12) {
      case 4 -> InCalendar.SKIP;
      case 10 -> InCalendar.RUN_ONCE_AFTER;
      default -> null;
    };
  }

  /** Whether its calendar is closed at a moment, without asking Epoch. */
  boolean isClosed(Instant time) {
    long second = Math.floorMod(time.getEpochSecond(), 60);
    return inCalendar != null && second >= 20 && second < 35;
  }

  /** The beginning of the closure that a moment lies in. */
  static Instant closure(Instant time) {
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), 60) * 60 + 20);
  }

  /** Each start of an attempt is a line of this file, written by the task itself. */
  Topology topology(Path evidence) {
    String script =
        "echo $EPOCH_TOPOLOGY $EPOCH_RUN_ID $EPOCH_RUN_UID/$EPOCH_ATTEMPT >> "
            + evidence
            + (sleepSeconds > 0 ? "; sleep " + sleepSeconds : "")
            + (retried ? "; test $EPOCH_ATTEMPT -gt 1" : "");
    var task = ContainerTask.of("work", CommandExecutable.shell(script), 1, 16);
    var retry = new Retry(ATTEMPTS, "500ms", null, List.of(RetryOn.FAILED, RetryOn.LOST), Map.of());
    return Topology.of(
            id,
            retried ? task.with(retry, null) : task,
            CronTrigger.of("%d/%d * * * * ?".formatted(phase, period)))
        .withPolicy(
            Policy.standard()
                .withCatchUp(catchUp, null)
                .withOverlap(overlap)
                .withCalendars(inCalendar == null ? null : List.of(CALENDAR.name()), inCalendar));
  }

  /** The fire times in {@code (after, until]}, without asking Epoch. */
  List<Instant> fireTimes(Instant after, Instant until) {
    var times = new ArrayList<Instant>();
    for (long second = after.getEpochSecond(); second <= until.getEpochSecond(); second++) {
      Instant time = Instant.ofEpochSecond(second);
      if (second % period == phase && time.isAfter(after) && !time.isAfter(until)) {
        times.add(time);
      }
    }
    return times;
  }
}
