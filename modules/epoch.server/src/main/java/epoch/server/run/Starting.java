package epoch.server.run;

import epoch.api.rest.RunRequest;
import epoch.api.rest.RunStarted;
import epoch.api.run.Run;
import epoch.api.run.RunParameters;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.run.TaskRun;
import epoch.api.topology.Overlap;
import epoch.api.topology.TopologyState;
import epoch.api.topology.UnknownTask;
import epoch.api.validation.TopologyValidator;
import epoch.api.validation.Violation;
import epoch.server.catalog.Catalog;
import epoch.server.catalog.Entry;
import epoch.server.once.Guard;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.run.Beginning.Asked;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Place;
import epoch.server.store.Wanted;
import epoch.server.store.zookeeper.StaleException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the runs that somebody asks for. Thread safe. */
final class Starting {
  private static final Logger LOG = LoggerFactory.getLogger(Starting.class);

  /** How often a distinct id is looked for. */
  private static final int TRIES = 1_000;

  private final Catalog catalog;
  private final ActiveRuns active;
  private final TopologyValidator validator;
  private final InstantSource clock;

  Starting(Catalog catalog, ActiveRuns active, TopologyValidator validator, InstantSource clock) {
    this.catalog = catalog;
    this.active = active;
    this.validator = validator;
    this.clock = clock;
  }

  /** Starts a run as it is asked for. */
  RunStarted start(Entry entry, RunRequest request, Caller by, Guard guard)
      throws InterruptedException {
    if (request.overlap() == Overlap.SKIP) {
      // Not while the entry is held: the end of a run holds it, too.
      active.awaitCertain(entry.id());
    }
    try (var _ = entry.hold()) {
      mustRun(entry, by);
      List<Violation> wrong = validator.validateRun(request, entry.topology());
      if (!wrong.isEmpty()) {
        throw Refusal.invalid(wrong);
      }
      var wanted = new Wanted(parameters(request), request.note(), null);
      AuditRecord asked =
          AuditRecord.of(by, clock.instant(), Action.RUN, "started a run").because(request.note());
      Place place = place(entry, request.overlap());
      Run run =
          begin(entry, new Asked(wanted, Map.of(), null, place), audited(guard, entry, asked));
      LOG.info("Run {}/{} was asked for by {}", entry.id(), run.runId(), by.user());
      return new RunStarted(run.runId());
    }
  }

  /** Starts a run of what failed in another, or was not reached. */
  RunStarted retry(Entry entry, Run failed, Caller by, Guard guard) throws InterruptedException {
    try (var _ = entry.hold()) {
      mustRun(entry, by);
      AuditRecord asked =
          AuditRecord.of(by, clock.instant(), Action.RETRY, "retried run " + failed.runId());
      Run run = begin(entry, retry(entry, failed), audited(guard, entry, asked));
      LOG.info(
          "Run {}/{} retries {}, as {} asked", entry.id(), run.runId(), failed.runId(), by.user());
      return new RunStarted(run.runId());
    }
  }

  /** The place of a run that someone asks for, who may want it to mind the others. */
  private @Nullable Place place(Entry entry, @Nullable Overlap overlap) {
    Overlap minds = overlap == Overlap.ALLOW ? null : overlap;
    if (minds == Overlap.SKIP && active.isBusy(entry.id())) {
      throw new Refusal(Kind.CONFLICT, "A run of " + entry.id() + " has not ended");
    }
    if (minds == Overlap.QUEUE && active.isQueued(entry.id())) {
      throw new Refusal(Kind.CONFLICT, "A run of " + entry.id() + " waits already");
    }
    return ActiveRuns.place(entry.topology(), minds);
  }

  private Asked retry(Entry entry, Run failed) {
    Map<String, TaskRun> done = Remainder.done(entry.topology().task(), failed);
    boolean good = failed.state() == RunState.COMPLETED || failed.state() == RunState.SUCCESSFUL;
    if (good || done.size() == entry.topology().task().containers().size()) {
      throw new Refusal(
          Kind.CONFLICT,
          "Nothing failed in run "
              + failed.topologyId()
              + "/"
              + failed.runId()
              + ", and all was reached");
    }
    var request =
        failed.parameters() == null
            ? RunRequest.PLAIN
            : new RunRequest(failed.parameters().env(), failed.parameters().args(), failed.note());
    List<Violation> wrong = validator.validateRun(request, entry.topology());
    if (!wrong.isEmpty()) {
      // The topology was edited since: what the run was given does not fit any more.
      throw Refusal.invalid(wrong);
    }
    return new Asked(
        new Wanted(failed.parameters(), failed.note(), failed.runId()),
        done,
        fireTime(failed),
        ActiveRuns.place(entry.topology(), null));
  }

  private static @Nullable Instant fireTime(Run run) {
    // What was asked for is about no fire time, unless it is a retry.
    return run.runType() == RunType.SCHEDULED ? run.moment().orElse(null) : run.fireTime();
  }

  private static @Nullable RunParameters parameters(RunRequest request) {
    return request.env() == null && request.args() == null
        ? null
        : new RunParameters(request.env(), request.args());
  }

  /** The caller holds the entry. */
  private void mustRun(Entry entry, Caller by) {
    if (entry.state() == TopologyState.DELETED || !catalog.has(entry)) {
      throw RunService.noTopology(entry.id());
    }
    int revision = entry.schedule().value().revision();
    if (!by.terms().allow(revision)) {
      throw Refusal.stale(entry.details().value(), null, revision);
    }
    if (entry.topology().task() instanceof UnknownTask) {
      throw new Refusal(
          Kind.CONFLICT, "Topology " + entry.id() + " has a task of a type that is not known here");
    }
  }

  /** Says in the transaction, too, who asked for the run that it begins. */
  private static Guard audited(Guard guard, Entry entry, AuditRecord asked) {
    return (change, answer) -> {
      guard.put(change, answer);
      if (answer instanceof RunStarted(String runId)) {
        change.audit(asked.on(entry.id(), runId));
      }
    };
  }

  private Run begin(Entry entry, Asked asked, Guard guard) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return active.begin(entry, entry.nextInstantRun(clock.instant()), asked, guard);
      } catch (StaleException stale) {
        if (!stale.exists() || attempt == TRIES) {
          throw new Refusal(
              Kind.CONFLICT, "Topology " + entry.id() + " was changed meanwhile: try again");
        }
      }
    }
  }
}
