package epoch.server.http;

import epoch.api.rest.RevisionDetails;
import epoch.api.rest.RevisionSummary;
import epoch.server.operations.Caller;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Revised;
import epoch.server.operations.Revisions;
import java.util.List;

/** Keeps no versions. */
final class NoRevisions implements Revisions {
  @Override
  public List<RevisionSummary> list(String topologyId) {
    return List.of();
  }

  @Override
  public RevisionDetails find(String topologyId, int number) {
    throw new Refusal(Kind.NOT_FOUND, "Nothing is kept");
  }

  @Override
  public Revised restore(String topologyId, int number, Caller by) {
    throw new Refusal(Kind.NOT_FOUND, "Nothing is kept");
  }
}
