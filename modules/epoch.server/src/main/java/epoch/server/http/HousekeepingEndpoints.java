package epoch.server.http;

import epoch.api.rest.LeaderAnswer;

/** What every node answers, without login. */
final class HousekeepingEndpoints {

  private HousekeepingEndpoints() {}

  static Answer leader(Call call) {
    return call.view()
        .leader()
        .map(leader -> new Answer.Body(200, LeaderAnswer.of(leader.toString())))
        .orElseGet(() -> new Answer.Body(503, LeaderAnswer.nobody("Nobody leads at the moment")));
  }
}
