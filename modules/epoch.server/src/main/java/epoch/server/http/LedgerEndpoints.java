package epoch.server.http;

/** What became of fire times. */
final class LedgerEndpoints {
  private LedgerEndpoints() {}

  static Answer read(Call call) throws InterruptedException {
    return Answer.of(
        call.operations()
            .ledgers()
            .read(
                call.path("id"),
                call.moment("from"),
                call.moment("to"),
                call.upTo("limit", Integer.MAX_VALUE)));
  }
}
