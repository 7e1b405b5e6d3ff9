package epoch.desktop.notices;

import epoch.api.rest.RunEntry;
import epoch.api.run.RunState;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.runs.RunWords;
import epoch.desktop.settings.Store;
import epoch.desktop.words.Plain;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Tells of failures of the topologies that the operator subscribed to, once a run. */
public final class Notices {

  /** Stands for all topologies. */
  public static final String ALL = "*";

  private static final int REMEMBERED = 500;

  /**
   * Something to be told.
   *
   * @param title what happened
   * @param words why
   * @param topologyId of which topology
   * @param runId of which run
   */
  public record Notice(String title, String words, String topologyId, String runId) {}

  private final String connection;
  private final Store store;
  private final Consumer<Notice> tell;
  private final Set<String> told = new LinkedHashSet<>();

  /** Follows the runs of a cluster. */
  public Notices(String connection, Cluster cluster, Store store, Consumer<Notice> tell) {
    this.connection = connection;
    this.store = store;
    this.tell = tell;
    var _ = cluster.onRun(this::moved);
  }

  private void moved(RunEntry entry) {
    if (entry.run().state() != RunState.FAILED) {
      return;
    }
    Set<String> wanted = subscribed();
    if (!wanted.contains(ALL) && !wanted.contains(entry.run().topologyId())) {
      return;
    }
    if (told.add(entry.run().topologyId() + "/" + entry.run().runId())) {
      if (told.size() > REMEMBERED) {
        told.remove(told.iterator().next());
      }
      String message = entry.run().message() == null ? "" : Plain.line(entry.run().message());
      tell.accept(
          new Notice(
              connection + ": " + Plain.line(entry.run().topologyId()) + " failed",
              RunWords.failure(entry.run()).isEmpty() ? message : RunWords.failure(entry.run()),
              entry.run().topologyId(),
              entry.run().runId()));
    }
  }

  private Set<String> subscribed() {
    return store.settings().subscriptions().getOrDefault(connection, Set.of());
  }

  /** Subscribes to a topology, or no longer; answers which of the two. */
  public boolean toggle(String topologyId) {
    Set<String> changed = new HashSet<>(subscribed());
    boolean added = changed.add(topologyId);
    if (!added) {
      changed.remove(topologyId);
    }
    store.change(settings -> {
      Map<String, Set<String>> all = new HashMap<>(settings.subscriptions());
      all.put(connection, Set.copyOf(changed));
      return settings.withSubscriptions(all);
    });
    return added;
  }
}
