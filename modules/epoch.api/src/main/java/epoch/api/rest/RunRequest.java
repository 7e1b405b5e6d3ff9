package epoch.api.rest;

import epoch.api.json.Frozen;
import epoch.api.topology.Overlap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an instant run is to do differently.
 *
 * @param env variables that every task of the run gets, over those of the topology
 * @param args arguments instead of those of the topology; for topologies of one container
 * @param note why, for people; shown with the run
 * @param overlap how it gets along with runs that have not ended; absent: it takes no notice of
 *     them
 */
public record RunRequest(
    @Nullable Map<String, String> env,
    @Nullable List<String> args,
    @Nullable String note,
    @Nullable Overlap overlap) {
  /** As the topology says. */
  public static final RunRequest PLAIN = new RunRequest(null, null, null, null);

  public RunRequest {
    env = Frozen.map(env);
    args = Frozen.list(args);
  }

  /** Beside whatever runs. */
  public RunRequest(
      @Nullable Map<String, String> env, @Nullable List<String> args, @Nullable String note) {
    this(env, args, note, null);
  }
}
