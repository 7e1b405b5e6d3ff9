package epoch.server.explain;

import epoch.api.rest.Forecast;
import epoch.api.rest.Forecast.Bucket;
import epoch.api.rest.Forecast.Collision;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import epoch.api.topology.Trigger;
import epoch.server.calendar.Calendars;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.run.Jitter;
import epoch.server.timer.FireTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what active topologies will ask for, when it begins: at its fire time, or later by its
 * jitter. Topologies with the same trigger are evaluated once, so that the work grows with the
 * number of different schedules.
 */
final class Forecasts {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int BUCKETS = 48;
  private static final int MAX_BUCKETS = 2_000;

  /** Fire times of different schedules that are evaluated at most. */
  private static final int MAX_WORK = 500_000;

  /** Runs that begin each at a moment of its own, at most. */
  private static final int MAX_SPREAD = 10_000_000;

  private static final int COLLISIONS = 10;
  private static final int NAMES = 100;

  private final Catalog catalog;
  private final Calendars calendars;
  private final InstantSource clock;

  Forecasts(Catalog catalog, Calendars calendars, InstantSource clock) {
    this.catalog = catalog;
    this.calendars = calendars;
    this.clock = clock;
  }

  /** What tells when a topology is run. */
  private record Schedule(Trigger trigger, List<String> calendars, boolean onceAfter) {
    static Schedule of(Topology topology) {
      Policy policy = topology.effectivePolicy();
      return new Schedule(
          topology.effectiveTrigger(), policy.effectiveCalendars(), policy.runsAfterClosures());
    }
  }

  /** Topologies that fire at the same times. */
  private static final class Group {
    final FireTimes times;
    final List<String> names = new ArrayList<>();
    long cpus;
    long memory;

    /** Those that are put off by jitter. */
    final List<PutOff> putOff = new ArrayList<>();

    Group(FireTimes times) {
      this.times = times;
    }

    void add(Entry entry) {
      long ofCpus = largest(entry.topology(), ContainerTask::cpus);
      long ofMemory = largest(entry.topology(), ContainerTask::memoryInMB);
      Duration jitter = Jitter.of(entry.topology());
      if (jitter.isZero()) {
        names.add(entry.id());
        cpus += ofCpus;
        memory += ofMemory;
      } else {
        putOff.add(new PutOff(jitter, ofCpus, ofMemory));
      }
    }

    /** By how much a fire time before a window may still concern it. */
    Duration longest() {
      return putOff.stream().map(PutOff::by).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** The tasks of a run follow one another. */
    private static long largest(Topology topology, ToLongFunction<ContainerTask> part) {
      return topology.task().containers().stream().mapToLong(part).max().orElse(0);
    }
  }

  /** What a topology asks for that begins later than it fires. */
  private record PutOff(Duration by, long cpus, long memory) {}

  /** What is asked for in each part of a window. */
  private static final class Sums {
    private final Instant from;
    private final Instant to;
    private final long bucket;
    private final long[] runs;
    private final long[] cpus;
    private final long[] memory;

    Sums(Instant from, Instant to, long bucket, int count) {
      this.from = from;
      this.to = to;
      this.bucket = bucket;
      this.runs = new long[count];
      this.cpus = new long[count];
      this.memory = new long[count];
    }

    boolean covers(Instant time) {
      return !time.isBefore(from) && time.isBefore(to);
    }

    void add(Instant time, long moreRuns, long moreCpus, long moreMemory) {
      if (covers(time)) {
        int at = Math.toIntExact(Duration.between(from, time).toMillis() / bucket);
        runs[at] += moreRuns;
        cpus[at] += moreCpus;
        memory[at] += moreMemory;
      }
    }

    List<Bucket> buckets() {
      return IntStream.range(0, runs.length)
          .mapToObj(i -> new Bucket(from.plusMillis(i * bucket), runs[i], cpus[i], memory[i]))
          .toList();
    }
  }

  Forecast of(@Nullable Instant wantedFrom, @Nullable Instant wantedTo, @Nullable Duration wanted) {
    Instant from = Objects.requireNonNullElseGet(wantedFrom, clock::instant);
    Instant to = Objects.requireNonNullElseGet(wantedTo, () -> from.plus(DAY));
    Duration window = Duration.between(from, to);
    if (window.isNegative() || window.isZero()) {
      throw ExplainService.invalid("to: is not after from");
    }
    if (window.compareTo(LONGEST) > 0) {
      throw ExplainService.invalid("to: is more than " + LONGEST.toDays() + " days after from");
    }
    long bucket =
        wanted == null ? Math.max(1, window.toMillis() / BUCKETS) : Math.max(1, wanted.toMillis());
    long count = (window.toMillis() + bucket - 1) / bucket;
    if (count > MAX_BUCKETS) {
      throw ExplainService.invalid("bucket: makes more than " + MAX_BUCKETS + " buckets");
    }
    return sum(from, to, bucket, Math.toIntExact(count));
  }

  private Forecast sum(Instant from, Instant to, long bucket, int count) {
    var groups = groups();
    var sums = new Sums(from, to, bucket, count);
    var moments = new HashMap<Instant, Integer>();
    int work = 0;
    int spread = 0;
    for (Group group : groups) {
      Instant first = from.minus(group.longest()).minusMillis(1);
      Iterator<Instant> times = group.times.between(first, to.minusMillis(1)).iterator();
      while (times.hasNext()) {
        spread += group.putOff.size();
        if (++work > MAX_WORK || spread > MAX_SPREAD) {
          throw ExplainService.invalid(
              "to: there are more than "
                  + (work > MAX_WORK ? MAX_WORK : MAX_SPREAD)
                  + " fire times until then; ask for a shorter time");
        }
        Instant time = times.next();
        sums.add(time, group.names.size(), group.cpus, group.memory);
        if (sums.covers(time)) {
          moments.merge(time, group.names.size(), Integer::sum);
        }
        group.putOff.forEach(one -> sums.add(time.plus(one.by), 1, one.cpus, one.memory));
      }
    }
    return new Forecast(from, to, bucket, sums.buckets(), collisions(groups, moments));
  }

  private List<Group> groups() {
    var groups = new HashMap<Schedule, Group>();
    for (Entry entry : catalog.entries()) {
      if (entry.state() == TopologyState.ACTIVE) {
        groups
            .computeIfAbsent(
                Schedule.of(entry.topology()),
                _ -> new Group(calendars.open(entry.topology(), entry.fireTimes(), Instant.EPOCH)))
            .add(entry);
      }
    }
    return List.copyOf(groups.values());
  }

  private static List<Collision> collisions(List<Group> groups, Map<Instant, Integer> moments) {
    return moments.entrySet().stream()
        .filter(moment -> moment.getValue() > 1)
        .sorted(
            Map.Entry.<Instant, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
        .limit(COLLISIONS)
        .map(moment ->
            new Collision(moment.getKey(), moment.getValue(), names(groups, moment.getKey())))
        .toList();
  }

  private static List<String> names(List<Group> groups, Instant moment) {
    return groups.stream()
        .filter(group -> group.times.isFireTime(moment))
        .flatMap(group -> group.names.stream())
        .sorted()
        .limit(NAMES)
        .toList();
  }
}
