package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import epoch.api.json.Json;
import epoch.api.topology.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive spans of a topology's ledger.
 *
 * @param from where the first begins, not included
 * @param list the spans; the first of them names its trigger
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Spans(Instant from, List<Span> list) {
  public Spans {
    list = List.copyOf(Objects.requireNonNullElse(list, List.of()));
  }

  /** No spans yet, from this moment on. */
  public static Spans from(Instant time) {
    return new Spans(time, List.of());
  }

  /** Where the last of them ends. */
  public Instant until() {
    return list.isEmpty() ? from : list.getLast().until();
  }

  /** Gives all fire times of a trigger after those here, up to an end, a verdict. */
  public Spans account(
      Instant until,
      Verdict verdict,
      @Nullable String reason,
      Trigger trigger,
      @Nullable Pausing pausing) {
    var all = new ArrayList<>(list);
    boolean known = trigger.equals(trigger());
    if (known && !all.isEmpty() && all.getLast().goesOn(verdict, reason, pausing)) {
      all.set(all.size() - 1, all.getLast().until(until, pausing));
    } else {
      all.add(new Span(until, verdict, reason, known ? null : trigger, pausing, null));
    }
    return new Spans(from, all);
  }

  /** Gives the next fire time, and it alone, the verdict that it was run late. */
  public Spans caughtUp(Instant fireTime, long lateness, @Nullable String why, Trigger trigger) {
    var all = new ArrayList<>(list);
    Trigger named = trigger.equals(trigger()) ? null : trigger;
    all.add(new Span(fireTime, Verdict.CAUGHT_UP, why, named, null, lateness));
    return new Spans(from, all);
  }

  /** Says that there were no more fire times up to a moment, whatever the last verdict was. */
  public Spans extend(Instant until) {
    if (list.isEmpty()) {
      return from(until);
    }
    var all = new ArrayList<>(list);
    all.set(all.size() - 1, all.getLast().until(until));
    return new Spans(from, all);
  }

  /** These, and behind them those that follow on them. */
  public Spans append(Spans next) {
    var all = new ArrayList<>(list);
    all.addAll(next.list);
    return new Spans(from, all);
  }

  /** The first of them, so many. */
  public Spans head(int count) {
    return new Spans(from, list.subList(0, count));
  }

  /** All but the first of them, so many. */
  public Spans tail(int count) {
    if (count == 0) {
      return this;
    }
    Spans head = head(count);
    var rest = new ArrayList<>(list.subList(count, list.size()));
    Trigger trigger = head.trigger();
    if (!rest.isEmpty() && trigger != null) {
      rest.set(0, rest.getFirst().withTrigger(trigger));
    }
    return new Spans(head.until(), rest);
  }

  /** How many bytes they take where they are kept compressed. */
  public int zippedBytes() {
    return Zipped.zip(Json.bytes(this)).length;
  }

  /** Those that end after a moment. */
  public Spans since(Instant time) {
    int old = 0;
    while (old < list.size() && !list.get(old).until().isAfter(time)) {
      old++;
    }
    return tail(old);
  }

  /** The trigger of the last of them. */
  private @Nullable Trigger trigger() {
    for (Span span : list.reversed()) {
      if (span.trigger() != null) {
        return span.trigger();
      }
    }
    return null;
  }
}
