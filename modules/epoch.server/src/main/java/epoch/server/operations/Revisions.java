package epoch.server.operations;

import epoch.api.rest.RevisionDetails;
import epoch.api.rest.RevisionSummary;
import java.util.List;

/** The versions of topologies. Blocks; throws {@link Refusal}; safe for use by several threads. */
public interface Revisions {
  /** Those that are kept, the latest first. */
  List<RevisionSummary> list(String topologyId) throws InterruptedException;

  /** One of them; {@code NOT_FOUND} if it is not kept. */
  RevisionDetails find(String topologyId, int number) throws InterruptedException;

  /** Makes the topology say again what it said then, as a new version. */
  Revised restore(String topologyId, int number, Caller by) throws InterruptedException;
}
