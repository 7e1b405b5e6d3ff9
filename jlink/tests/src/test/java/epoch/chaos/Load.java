package epoch.chaos;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.CronWindow;
import epoch.api.topology.CatchUp;
import epoch.api.topology.InCalendar;
import epoch.api.topology.Overlap;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.api.topology.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One topology of the load, with its own idea of when it fires and of what becomes of its runs.
 *
 * @param rhythms its triggers; a moment that two of them give counts once
 */
record Load(String id, List<Rhythm> rhythms, Work work, Policy policy) {

  /** Closed for some seconds of each minute. */
  static final Calendar CALENDAR =
      Calendar.of("minutes", "UTC", CronWindow.of("20 * * * * ?", "15s"));

  /** How many runs of a group may be in at once; one where nobody says it. */
  static final Map<String, Integer> GROUPS = Map.of("pair", 2);

  private static final String UNLIMITED_BY_ANYONE = "single";

  /** How long a run may take that never ends by itself. */
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final int FOR_EVER = 30;
  private static final List<Integer> PERIODS = List.of(6, 10, 12, 15, 20);

  /**
   * A tenth outlasts its period, with each way to overlap; the others take their turns at
   * everything else that a topology can ask for.
   */
  static List<Load> of(int topologies, Random random) {
    var loads = new ArrayList<Load>();
    for (int i = 0; i < topologies; i++) {
      loads.add(of("t-%04d".formatted(i), i, random));
    }
    return loads;
  }

  private static Load of(String id, int number, Random random) {
    int period = PERIODS.get(random.nextInt(PERIODS.size()));
    Rhythm cron = Rhythm.cron(period, random.nextInt(period));
    Rhythm even = Rhythm.every(period * 1_100, random.nextInt(period * 1_100));
    CatchUp catchUp = CatchUp.values()[number % CatchUp.values().length];
    var terms = new Terms(catchUp, null, inCalendar(number), null, null, random.nextInt(3));
    return switch (number % 20) {
      case 0, 10 -> {
        var always = Rhythm.cron(2, number / 40 % 2);
        Overlap overlap = Overlap.values()[number / 10 % Overlap.values().length];
        yield of(id, terms.overlapping(overlap), Work.lasting(3), always);
      }
      case 1, 7, 11 -> of(id, terms, Work.lasting(0), even);
      case 2, 12 -> of(id, terms, Work.again(), cron);
      case 3, 13 -> of(id, terms, Work.lasting(1), cron);
      case 4 -> of(id, terms.in("pair"), Work.lasting(1), cron);
      case 14 -> of(id, terms.in(UNLIMITED_BY_ANYONE), Work.lasting(0), even);
      // The pulse: after whatever happens it shows soon that something fires again.
      case 5 -> of(id, terms, Work.lasting(0), Rhythm.every(2_000, number / 20 * 250 % 2_000));
      case 15 -> of(id, terms, Work.lasting(0), cron, even);
      case 6 -> of(id, terms, Work.diamond(), cron);
      case 16 -> of(id, terms, Work.branches(), cron);
      case 8 -> of(id, terms.limited(), Work.lasting(FOR_EVER), cron);
      default -> of(id, terms, Work.lasting(0), cron);
    };
  }

  private static Load of(String id, Terms terms, Work work, Rhythm... rhythms) {
    return new Load(id, List.of(rhythms), work, terms.policy());
  }

  private static @Nullable InCalendar inCalendar(int number) {
    return switch (number % 12) {
      case 4 -> InCalendar.SKIP;
      case 10 -> InCalendar.RUN_ONCE_AFTER;
      default -> null;
    };
  }

  /** What a policy says, part by part. */
  private record Terms(
      CatchUp catchUp,
      @Nullable Overlap overlap,
      @Nullable InCalendar inCalendar,
      @Nullable String runTimeout,
      @Nullable String group,
      int priority) {

    /** What outlasts its period would never be done with all of them. */
    Terms overlapping(Overlap other) {
      return new Terms(CatchUp.LATEST, other, inCalendar, runTimeout, group, priority);
    }

    Terms limited() {
      return new Terms(catchUp, overlap, inCalendar, TIMEOUT.toMillis() + "ms", group, priority);
    }

    Terms in(String name) {
      return new Terms(catchUp, overlap, inCalendar, runTimeout, name, priority);
    }

    Policy policy() {
      return new Policy(
          catchUp,
          null,
          inCalendar == null ? null : List.of(CALENDAR.name()),
          inCalendar,
          overlap,
          null,
          null,
          runTimeout,
          null,
          group,
          group == null ? null : priority,
          Map.of());
    }
  }

  @Override
  public String toString() {
    String when =
        rhythms.stream()
            .map(rhythm -> "each %d ms from %d on".formatted(rhythm.period(), rhythm.phase()))
            .collect(Collectors.joining(" and "));
    return "%s (%s, %s, %s, %s)".formatted(id, when, catchUp(), overlap(), inCalendar());
  }

  CatchUp catchUp() {
    return policy.effectiveCatchUp();
  }

  Overlap overlap() {
    return policy.effectiveOverlap();
  }

  @Nullable InCalendar inCalendar() {
    return policy.inCalendar();
  }

  /** Whether its runs go on until they are killed for it. */
  boolean isLimited() {
    return policy.runTimeout() != null;
  }

  /** Whether its calendar is closed at a moment, without asking Epoch. */
  boolean isClosed(Instant time) {
    long second = Math.floorMod(time.getEpochSecond(), 60);
    return inCalendar() != null && second >= 20 && second < 35;
  }

  /** The beginning of the closure that a moment lies in. */
  static Instant closure(Instant time) {
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), 60) * 60 + 20);
  }

  /** When the closure ends that a moment lies in: what is run after it is due then. */
  static Instant closureEnd(Instant time) {
    return closure(time).plusSeconds(15);
  }

  /** What Epoch is told of it. */
  Topology topology(Path evidence) {
    List<Trigger> triggers = rhythms.stream().map(Rhythm::trigger).toList();
    return Topology.of(id, work.task(evidence), triggers.getFirst())
        .withTriggers(triggers.size() == 1 ? null : triggers.subList(1, triggers.size()))
        .withPolicy(policy);
  }

  /** The fire times in {@code (after, until]}, without asking Epoch. */
  List<Instant> fireTimes(Instant after, Instant until) {
    return rhythms.stream()
        .flatMap(rhythm -> rhythm.between(after, until))
        .distinct()
        .sorted()
        .toList();
  }
}
