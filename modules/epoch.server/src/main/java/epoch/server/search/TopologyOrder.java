package epoch.server.search;

import epoch.api.rest.Standing.LastRun;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An order of topologies.
 *
 * @param by what counts
 * @param descending whether the other way round
 */
record TopologyOrder(By by, boolean descending) {
  enum By {
    NAME,
    NEXT,
    LAST,
    UPDATED,
    ATTENTION,
    OWNER,
    DURATION
  }

  /**
   * Reads an order.
   *
   * @throws Refusal if there is none of the name
   */
  static TopologyOrder of(@Nullable String sort) {
    boolean descending = sort != null && sort.startsWith("-");
    String name = sort == null ? "name" : sort.substring(descending ? 1 : 0);
    return Arrays.stream(By.values())
        .filter(by -> by.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .map(by -> new TopologyOrder(by, descending))
        .orElseThrow(() -> unknown(sort, Arrays.asList(By.values())));
  }

  static Refusal unknown(@Nullable String sort, List<?> known) {
    return new Refusal(
        Kind.INVALID,
        "Command validation failure",
        List.of(
            "sort: \""
                + sort
                + "\" is not one of "
                + known.toString().toLowerCase(Locale.ROOT)
                + ", which may follow a -"));
  }

  /** How it is called. */
  String sort() {
    return (descending ? "-" : "") + by.name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is that in which topologies are kept. */
  boolean isNatural() {
    return by == By.NAME && !descending;
  }

  /**
   * Where a row stands in this order.
   *
   * @param moment what is known of its runs; asked only if need be
   */
  Key key(Row row, Supplier<Moment> moment) {
    String id = row.id();
    return switch (by) {
      case NAME -> Key.ofText(id, id);
      case OWNER -> Key.ofText(Objects.requireNonNullElse(row.topology().owner(), ""), id);
      case UPDATED -> Key.ofNumber(row.updated().toEpochMilli(), id);
      case NEXT -> byTime(moment.get().next(), id);
      case LAST -> {
        LastRun last = moment.get().lastRun();
        yield byTime(last == null ? null : last.created(), id);
      }
      case DURATION -> row.usual() == null ? Key.absent(id) : Key.ofNumber(row.usual(), id);
      case ATTENTION -> {
        Moment now = moment.get();
        int rank = now.attention() == null ? 9 : now.attention().ordinal();
        Instant next = now.next();
        yield new Key(rank, false, next == null ? Long.MAX_VALUE : next.toEpochMilli(), "", id);
      }
    };
  }

  private static Key byTime(@Nullable Instant time, String id) {
    return time == null ? Key.absent(id) : Key.ofNumber(time.toEpochMilli(), id);
  }
}
