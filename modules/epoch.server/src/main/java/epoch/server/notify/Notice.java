package epoch.server.notify;

import epoch.api.run.Run;
import epoch.api.topology.Topology;
import java.util.List;

/**
 * That a run ended, and who is to be told.
 *
 * @param to mail addresses, at least one, each once; only their form is checked
 * @param topology the topology as the run walked it
 * @param run the run as it ended
 */
public record Notice(List<String> to, Topology topology, Run run) {
  public Notice {
    to = List.copyOf(to);
  }
}
