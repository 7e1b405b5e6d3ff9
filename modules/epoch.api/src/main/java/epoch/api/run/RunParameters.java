package epoch.api.run;

import epoch.api.json.Frozen;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In what a run differs from its topology, because whoever asked for it said so.
 *
 * @param env variables that every task gets, over those of the topology; absent: none
 * @param args arguments instead of those of the topology; absent: the topology's
 */
public record RunParameters(@Nullable Map<String, String> env, @Nullable List<String> args) {
  public RunParameters {
    env = Frozen.map(env);
    args = Frozen.list(args);
  }
}
