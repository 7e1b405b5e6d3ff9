package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import epoch.api.run.Run;
import epoch.api.topology.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where a topology stands: the node {@code /schedules/{topologyId}}. It belongs to one life of the
 * topology, that which began at {@code created}.
 *
 * @param created when the topology was created; another time means that the name was used anew
 * @param cursor the last fire time that is accounted for: this one and all before it
 * @param nonce random, new with each write, so that a writer can tell its own
 * @param revision the number of the topology's latest revision
 * @param topologyVersion the data version of the topology's node after Epoch's last write of it; a
 *     higher one means that someone else wrote
 * @param occupiedUntil until when a container that was lost may still be running, so that nothing
 *     is started beside it; null if none is
 * @param pause who paused it, if it is paused and that is known
 * @param tally what is known of all runs that ended
 * @param outcomes the last runs that ended, the latest first; at most {@value #MAX_OUTCOMES}
 * @param spans the newest part of the ledger, up to the cursor
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Schedule(
    Instant created,
    Instant cursor,
    String nonce,
    int revision,
    int topologyVersion,
    @Nullable Instant occupiedUntil,
    @Nullable Pause pause,
    Tally tally,
    List<Outcome> outcomes,
    Spans spans) {

  /** How many outcomes are kept. */
  public static final int MAX_OUTCOMES = 20;

  public Schedule {
    tally = Objects.requireNonNullElse(tally, Tally.NONE);
    outcomes = List.copyOf(Objects.requireNonNullElse(outcomes, List.of()));
    spans = Objects.requireNonNullElseGet(spans, () -> Spans.from(cursor));
  }

  /** The schedule of a topology whose fire times count from now on. */
  public static Schedule startingAt(
      Instant created, Instant now, int revision, int topologyVersion) {
    return new Schedule(
        created,
        now,
        newNonce(),
        revision,
        topologyVersion,
        null,
        null,
        Tally.NONE,
        List.of(),
        Spans.from(now));
  }

  /** Gives all fire times after the cursor up to this moment a verdict. */
  public Schedule account(
      Instant until, Verdict verdict, @Nullable String reason, Trigger trigger) {
    if (!until.isAfter(cursor)) {
      // The clock was set back: what is accounted for stays so.
      return this;
    }
    return with(until, spans.account(until, verdict, reason, trigger, null));
  }

  /** Skips all fire times after the cursor up to this moment because of a pause. */
  public Schedule skipPaused(Instant until, Pause why, Trigger trigger) {
    if (!until.isAfter(cursor)) {
      return this;
    }
    return with(
        until,
        spans.account(until, Verdict.SKIPPED, why.inWords(), trigger, Pausing.of(why, until)));
  }

  /**
   * Says that the next fire time was run late, by so many milliseconds.
   *
   * @param why null where nobody had led
   */
  public Schedule caughtUp(Instant fireTime, long lateness, @Nullable String why, Trigger trigger) {
    return with(fireTime, spans.caughtUp(fireTime, lateness, why, trigger));
  }

  /** Says that there were no more fire times up to this moment. */
  public Schedule nothingUntil(Instant time) {
    if (!time.isAfter(cursor)) {
      return this;
    }
    return with(time, spans.extend(time));
  }

  /** Notes how a run ended. */
  public Schedule ended(Run run) {
    var all = new ArrayList<Outcome>(MAX_OUTCOMES);
    all.add(Outcome.of(run));
    all.addAll(outcomes.subList(0, Math.min(outcomes.size(), MAX_OUTCOMES - 1)));
    return new Schedule(
        created,
        cursor,
        newNonce(),
        revision,
        topologyVersion,
        occupiedUntil,
        pause,
        tally.ended(run),
        all,
        spans);
  }

  /** Notes that a lost container may be running until then. */
  public Schedule occupiedUntil(Instant time) {
    return new Schedule(
        created,
        cursor,
        newNonce(),
        revision,
        topologyVersion,
        time,
        pause,
        tally,
        outcomes,
        spans);
  }

  /** Notes who paused the topology, or with null that it fires again. */
  public Schedule paused(@Nullable Pause newPause) {
    return new Schedule(
        created,
        cursor,
        newNonce(),
        revision,
        topologyVersion,
        occupiedUntil,
        newPause,
        newPause == null ? tally.lookedAfter() : tally,
        outcomes,
        spans);
  }

  /** Notes a write of the topology's node that left its revision alone. */
  public Schedule topologyWritten(int newTopologyVersion) {
    return revised(revision, newTopologyVersion);
  }

  /** Notes that what the topology says is a new revision now. */
  public Schedule revised(int newTopologyVersion) {
    return revised(revision + 1, newTopologyVersion);
  }

  /** The same with a part of the ledger put elsewhere. */
  public Schedule withSpans(Spans rest) {
    return with(cursor, rest);
  }

  private Schedule revised(int newRevision, int newTopologyVersion) {
    return new Schedule(
        created,
        cursor,
        newNonce(),
        newRevision,
        newTopologyVersion,
        occupiedUntil,
        pause,
        tally,
        outcomes,
        spans);
  }

  private Schedule with(Instant newCursor, Spans newSpans) {
    return new Schedule(
        created,
        newCursor,
        newNonce(),
        revision,
        topologyVersion,
        occupiedUntil,
        pause,
        tally,
        outcomes,
        newSpans);
  }

  private static String newNonce() {
    return Long.toHexString(ThreadLocalRandom.current().nextLong());
  }
}
