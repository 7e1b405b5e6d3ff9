package epoch.api.rest;

import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an instant run is to do differently.
 *
 * @param env variables that every task of the run gets, over those of the topology
 * @param args arguments instead of those of the topology; for topologies of one container
 * @param note why, for people; shown with the run
 */
public record RunRequest(
    @Nullable Map<String, String> env, @Nullable List<String> args, @Nullable String note) {
  /** As the topology says. */
  public static final RunRequest PLAIN = new RunRequest(null, null, null);

  public RunRequest {
    env = Frozen.map(env);
    args = Frozen.list(args);
  }
}
