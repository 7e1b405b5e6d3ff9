package epoch.chaos;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.CronWindow;
import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.api.topology.CatchUp;
import epoch.api.topology.InCalendar;
import epoch.api.topology.Overlap;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.api.topology.Trigger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
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

  /** How late a run may begin that waits for its turn. */
  static final Duration START_DEADLINE = Duration.ofSeconds(3);

  /** By how much fires are put off at most. */
  static final Duration JITTER = Duration.ofSeconds(5);

  /** After how many failed runs in a row a topology is paused. */
  static final int FAILURES = 2;

  private static final String A_LINE = "line";
  private static final int FOR_EVER = 30;

  /** Seconds that a run takes which somebody loses patience with, and closes. */
  private static final int STUCK = 15;

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
    Terms terms =
        Terms.NONE
            .and("catchUp", catchUp)
            .and("calendars", inCalendar(number) == null ? null : List.of(CALENDAR.name()))
            .and("inCalendar", inCalendar(number));
    // What outlasts its period would never be done with all of them.
    Terms latest = terms.and("catchUp", CatchUp.LATEST);
    int priority = random.nextInt(3);
    return switch (number % 20) {
      case 0, 10 -> {
        var always = Rhythm.cron(2, number / 40 % 2);
        Overlap overlap = Overlap.values()[number / 10 % Overlap.values().length];
        yield of(id, latest.and("overlap", overlap), Work.lasting(3), always);
      }
      case 1, 11 -> of(id, terms, Work.lasting(0), even);
      case 2, 12 -> of(id, terms, Work.again(), cron);
      case 3, 13 -> of(id, terms, Work.lasting(1), cron);
      case 4 -> of(id, terms.in("pair", priority), Work.lasting(1), cron);
      case 14 -> of(id, terms.in(UNLIMITED_BY_ANYONE, priority), Work.lasting(0), even);
      // The pulse: after whatever happens it shows soon that something fires again.
      case 5 -> of(id, terms, Work.lasting(0), Rhythm.every(2_000, number / 20 * 250 % 2_000));
      case 15 -> of(id, terms, Work.lasting(0), cron, even);
      case 6 -> of(id, terms, Work.diamond(), cron);
      case 16 -> of(id, terms, Work.branches(), cron);
      case 7 -> of(id, terms.and("pauseAfterFailures", FAILURES), Work.moody(), cron);
      case 8 -> of(id, terms.and("runTimeout", millis(TIMEOUT)), Work.lasting(FOR_EVER), cron);
      case 9 -> of(id, latest, Work.lasting(STUCK), cron);
      case 17 -> of(id, terms.and("jitter", millis(JITTER)), Work.lasting(0), cron);
      // More of them want to run than can, and who would begin too late does not.
      case 19 -> {
        Terms inLine = terms.in(A_LINE, priority).and("startDeadline", millis(START_DEADLINE));
        yield of(id, inLine, Work.lasting(2), cron);
      }
      default -> of(id, terms, Work.lasting(0), cron);
    };
  }

  private static String millis(Duration length) {
    return length.toMillis() + "ms";
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

  /** What a policy says, by the names of its parts. */
  private record Terms(Map<String, Object> said) {
    static final Terms NONE = new Terms(Map.of());

    Terms and(String name, @Nullable Object value) {
      if (value == null) {
        return this;
      }
      var more = new HashMap<>(said);
      more.put(name, value);
      return new Terms(Map.copyOf(more));
    }

    Terms in(String group, int priority) {
      return and("group", group).and("priority", priority);
    }

    Policy policy() {
      try {
        return Json.read(Json.bytes(said), Policy.class);
      } catch (IOException e) {
        throw new IllegalArgumentException(said.toString(), e);
      }
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

  /** How many runs of its group may be in at once; no limit if it has none. */
  int groupLimit() {
    String group = policy.group();
    return group == null ? Integer.MAX_VALUE : GROUPS.getOrDefault(group, 1);
  }

  /** Whether its runs begin at their fire times: in no line, and behind no others. */
  boolean waitsForNothing() {
    return policy.group() == null && policy.jitter() == null && overlap() == Overlap.SKIP;
  }

  /** Who of its group goes first: the higher. */
  int priority() {
    return policy.effectivePriority();
  }

  /** Whether its runs take so long that somebody closes them. */
  boolean isClosedByHand() {
    return work.sleepSeconds() == STUCK;
  }

  /** Whether it is paused when its runs fail. */
  boolean isPausedByFailures() {
    return policy.pauseAfterFailures() != null;
  }

  /**
   * When the run of a fire time may begin: put off by what the name's hash says, worked out here.
   */
  Instant earliest(Instant fireTime) {
    if (policy.jitter() == null) {
      return fireTime;
    }
    var hash = new CRC32C();
    hash.update(id.getBytes(StandardCharsets.UTF_8));
    return fireTime.plusMillis(Math.round(JITTER.toMillis() * (hash.getValue() / 0x1p32)));
  }

  /** By when the run of a fire time must have begun. */
  Instant latest(Instant fireTime) {
    return policy.startDeadline() == null ? Instant.MAX : fireTime.plus(START_DEADLINE);
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

  /** The fire time of one of its runs: all are of triggers. */
  static Instant fireTime(Run run) {
    return run.fireTime() == null ? run.created() : run.fireTime();
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
