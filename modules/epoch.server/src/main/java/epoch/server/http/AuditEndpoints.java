package epoch.server.http;

import epoch.api.rest.AuditQuery;

/** Who changed what. */
final class AuditEndpoints {
  private static final int MAX_LIMIT = 1_000;

  private AuditEndpoints() {}

  static Answer read(Call call) throws InterruptedException {
    return new Answer.Listing(
        call.operations()
            .audits()
            .read(
                new AuditQuery(
                    call.query("who").orElse(null),
                    call.query("topology").orElse(null),
                    call.query("action").orElse(null),
                    call.moment("since"),
                    call.moment("until"),
                    call.upTo("limit", MAX_LIMIT),
                    call.query("after").orElse(null))));
  }
}
