package epoch.server.http;

import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Revisions;

/** The versions of topologies. */
final class RevisionEndpoints {
  private RevisionEndpoints() {}

  static Answer list(Call call) throws InterruptedException {
    return new Answer.Listing(revisions(call).list(call.path("id")));
  }

  static Answer find(Call call) throws InterruptedException {
    return Answer.of(revisions(call).find(call.path("id"), number(call)));
  }

  static Answer restore(Call call) throws InterruptedException {
    TopologyEndpoints.ignoreBody(call);
    return Answer.of(revisions(call).restore(call.path("id"), number(call), call.caller()));
  }

  private static int number(Call call) {
    String number = call.path("number");
    if (!number.matches("[0-9]{1,9}")) {
      throw new Refusal(Kind.NOT_FOUND, "Revisions have numbers; this is none: " + number);
    }
    return Integer.parseInt(number);
  }

  private static Revisions revisions(Call call) {
    return call.operations().revisions();
  }
}
