package epoch.server.search;

import epoch.api.json.Json;
import epoch.api.rest.TopologyEntry;
import epoch.api.rest.TopologyFilter;
import epoch.api.rest.TopologySummary;
import epoch.api.topology.TopologyState;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.operations.PageRequest;
import epoch.server.operations.Part;
import epoch.server.run.Activity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Finds topologies. Thread safe. */
final class TopologySearch {
  /** Up to so many topologies are written without leaving an I/O thread. */
  private static final int SHORT = 200;

  private final Catalog catalog;
  private final Rows rows;
  private final Function<String, Optional<Activity>> activity;
  private final BooleanSupplier held;
  private final InstantSource clock;

  /**
   * @param activity what of a topology has not ended
   * @param held whether the world stands still
   */
  TopologySearch(
      Catalog catalog,
      Rows rows,
      Function<String, Optional<Activity>> activity,
      BooleanSupplier held,
      InstantSource clock) {
    this.catalog = catalog;
    this.rows = rows;
    this.activity = activity;
    this.held = held;
    this.clock = clock;
  }

  /** Whether only the topologies of the page itself have to be looked at, and they are few. */
  boolean isShort(TopologyFilter filter, PageRequest page) {
    int size = page.limit() == null ? catalog.shown() : page.limit();
    return size <= SHORT
        && TopologyOrder.of(page.sort()).isNatural()
        && new TopologyMatch(filter).isAny();
  }

  Part find(TopologyFilter filter, PageRequest page, boolean summary) {
    TopologyOrder order = TopologyOrder.of(page.sort());
    var match = new TopologyMatch(filter);
    Key after = page.after() == null ? null : Cursor.read(order.sort(), page.after());
    var look = new Look(held.getAsBoolean(), clock.instant());
    if (order.isNatural() && match.isAny()) {
      return byName(after, page.limit(), look, summary);
    }
    var best = new Selection<Row>(Key.order(order.descending()), page.limit(), after);
    rows(catalog.entries())
        .forEach(row -> {
          Supplier<Moment> moment = () -> look.at(row);
          if (match.test(row, moment)) {
            best.offer(order.key(row, moment), row);
          }
        });
    return listing(best.first(), best.next(), order, best.total(), look, summary);
  }

  /** In the order in which they are kept, without a look at those outside of the page. */
  private Part byName(@Nullable Key after, @Nullable Integer limit, Look look, boolean summary) {
    var entries = after == null ? catalog.entries() : catalog.entriesAfter(after.id());
    int total = catalog.shown();
    if (limit == null) {
      return new Part(
          json(() -> rows(entries).iterator(), look, summary), total, Optional.empty(), total);
    }
    List<Row> some = rows(entries).limit(limit + 1L).toList();
    List<Row> first = some.subList(0, Math.min(limit, some.size()));
    Key next = some.size() <= limit ? null : Key.ofText(first.getLast().id(), first.getLast().id());
    return listing(first, next, TopologyOrder.of(null), total, look, summary);
  }

  private Part listing(
      List<Row> found,
      @Nullable Key next,
      TopologyOrder order,
      long total,
      Look look,
      boolean summary) {
    return new Part(
        json(found, look, summary),
        found.size(),
        Optional.ofNullable(next).map(key -> Cursor.write(order.sort(), key)),
        total);
  }

  private static Iterable<byte[]> json(Iterable<Row> found, Look look, boolean summary) {
    return () -> {
      Iterator<Row> all = found.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return all.hasNext();
        }

        @Override
        public byte[] next() {
          Row row = all.next();
          return summary ? row.summary(look.at(row)) : Json.bytes(row.entry(look.at(row)));
        }
      };
    };
  }

  /** The ids of all that meet a filter, by name. */
  List<String> ids(TopologyFilter filter) {
    var match = new TopologyMatch(filter);
    var look = new Look(held.getAsBoolean(), clock.instant());
    return rows(catalog.entries())
        .filter(row -> match.test(row, () -> look.at(row)))
        .map(Row::id)
        .toList();
  }

  /** Those of the topologies that meet a filter. */
  Stream<Row> matching(TopologyFilter filter, Predicate<String> ids) {
    var match = new TopologyMatch(filter);
    var look = new Look(held.getAsBoolean(), clock.instant());
    return rows(catalog.entries())
        .filter(row -> ids.test(row.id()) && match.test(row, () -> look.at(row)));
  }

  /** One topology in full. */
  TopologyEntry entry(Entry entry) {
    Row row = rows.of(entry);
    return row.entry(new Look(held.getAsBoolean(), clock.instant()).at(row));
  }

  /** One topology in short, as JSON. */
  TopologySummary brief(Entry entry) {
    Row row = rows.of(entry);
    return row.brief(new Look(held.getAsBoolean(), clock.instant()).at(row));
  }

  private Stream<Row> rows(Iterable<Entry> entries) {
    return StreamSupport.stream(entries.spliterator(), false)
        .filter(entry -> entry.state() != TopologyState.DELETED)
        .map(rows::of);
  }

  /** One look at everything: all rows of an answer are seen at the same time. */
  private final class Look {
    private final boolean worldHeld;
    private final Instant now;

    Look(boolean worldHeld, Instant now) {
      this.worldHeld = worldHeld;
      this.now = now;
    }

    Moment at(Row row) {
      return Moment.of(row, activity.apply(row.id()), worldHeld, now);
    }
  }
}
