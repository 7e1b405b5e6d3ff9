package epoch.server.topology;

import epoch.api.rest.RevisionDetails;
import epoch.api.rest.RevisionSummary;
import epoch.api.topology.Topology;
import epoch.api.validation.TopologyValidator;
import epoch.api.validation.Violation;
import epoch.server.catalog.Entry;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Revised;
import epoch.server.operations.Revisions;
import epoch.server.store.Revision;
import epoch.server.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The versions of topologies: reads them, and brings earlier ones back. Thread safe. */
public final class RevisionService implements Revisions {
  private static final int SHOWN = 20;

  private final Store store;
  private final Editing editing;
  private final TopologyValidator validator;

  public RevisionService(Store store, Editing editing, TopologyValidator validator) {
    this.store = store;
    this.editing = editing;
    this.validator = validator;
  }

  @Override
  public List<RevisionSummary> list(String topologyId) throws InterruptedException {
    editing.entry(topologyId);
    List<Integer> numbers =
        store.revisions(topologyId).stream().sorted(Comparator.reverseOrder()).toList();
    var found = new ArrayList<RevisionSummary>();
    Optional<Revision> later = Optional.empty();
    // One more than is shown, to tell in what the last of them differs from it.
    for (int number : numbers.subList(0, Math.min(SHOWN + 1, numbers.size()))) {
      Optional<Revision> earlier = store.revision(topologyId, number);
      if (later.isPresent()) {
        found.add(summary(later.get(), earlier));
      }
      later = earlier;
    }
    if (later.isPresent() && found.size() < SHOWN) {
      found.add(summary(later.get(), Optional.empty()));
    }
    return found;
  }

  private static RevisionSummary summary(Revision revision, Optional<Revision> before) {
    List<String> changes =
        before
            .map(known ->
                Differences.lines(Differences.between(known.topology(), revision.topology())))
            .orElseGet(
                () -> List.of(revision.number() == 1 ? "created" : "the first that is kept"));
    return new RevisionSummary(revision.number(), revision.author(), revision.time(), changes);
  }

  @Override
  public RevisionDetails find(String topologyId, int number) throws InterruptedException {
    editing.entry(topologyId);
    Revision revision = revision(topologyId, number);
    Optional<Integer> before =
        store.revisions(topologyId).stream()
            .filter(known -> known < number)
            .max(Comparator.naturalOrder());
    Optional<Topology> known =
        before.isEmpty()
            ? Optional.empty()
            : store.revision(topologyId, before.get()).map(Revision::topology);
    return new RevisionDetails(
        revision.number(),
        revision.author(),
        revision.time(),
        revision.topology(),
        known.map(earlier -> Differences.between(earlier, revision.topology())).orElse(List.of()));
  }

  @Override
  public Revised restore(String topologyId, int number, Caller by) throws InterruptedException {
    Entry entry = editing.entry(topologyId);
    Topology then = revision(topologyId, number).topology();
    // What was valid once need not be any more: 1.14 let pass what cannot run.
    List<Violation> wrong = validator.validate(then);
    if (!wrong.isEmpty()) {
      throw Refusal.invalid(wrong);
    }
    return editing.change(
        entry, then, by, (held, now) -> Editing.Wanted.asIs(held).restored(then, number));
  }

  private Revision revision(String topologyId, int number) throws InterruptedException {
    return store
        .revision(topologyId, number)
        .orElseThrow(() ->
            new Refusal(
                Kind.NOT_FOUND, "Revision " + number + " of " + topologyId + " is not kept"));
  }
}
