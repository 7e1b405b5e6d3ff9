package epoch.desktop.topologies;

import epoch.desktop.cluster.TopologyFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/** What the table can be sorted by. */
enum Order {
  /** What deserves a look first, then what fires next. */
  ATTENTION,
  NAME,
  SCHEDULE,
  NEXT,
  USUAL,
  LAST,
  WHAT,
  OWNER,
  LABELS;

  private static final int NOTHING = 99;

  private Comparator<TopologyFacts> comparator() {
    return switch (this) {
      case ATTENTION ->
          Comparator.<TopologyFacts>comparingInt(
                  facts -> facts.attention().map(Enum::ordinal).orElse(NOTHING))
              .thenComparing(Order::next);
      case NAME -> Comparator.comparing(TopologyFacts::id, String.CASE_INSENSITIVE_ORDER);
      case SCHEDULE -> Comparator.comparing(TopologyFacts::schedule);
      case NEXT -> Comparator.comparing(Order::next);
      case USUAL ->
          Comparator.comparingLong(facts -> facts.usual().map(Duration::toMillis).orElse(-1L));
      case LAST ->
          Comparator.comparing(
              (TopologyFacts facts) -> facts.lastCreated().orElse(Instant.EPOCH),
              Comparator.reverseOrder());
      case WHAT -> Comparator.comparing(TopologyFacts::what);
      case OWNER -> Comparator.comparing(TopologyFacts::owner);
      case LABELS -> Comparator.comparing(TopologyFacts::labels);
    };
  }

  private static Instant next(TopologyFacts facts) {
    return facts.nextFire().orElse(Instant.MAX);
  }

  /** The name decides between equals, so that rows do not change places for nothing. */
  Comparator<TopologyFacts> comparator(boolean descending) {
    Comparator<TopologyFacts> by = comparator();
    return (descending ? by.reversed() : by)
        .thenComparing(TopologyFacts::id, String.CASE_INSENSITIVE_ORDER);
  }
}
