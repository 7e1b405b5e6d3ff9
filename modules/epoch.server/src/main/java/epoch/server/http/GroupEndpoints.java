package epoch.server.http;

import epoch.api.rest.GroupRequest;

/** Concurrency groups: their limits, who is in and who waits. */
final class GroupEndpoints {
  private GroupEndpoints() {}

  static Answer list(Call call) {
    return new Answer.Listing(call.operations().groups().list());
  }

  static Answer find(Call call) {
    return Answer.of(call.operations().groups().find(call.path("name")));
  }

  static Answer limit(Call call) throws InterruptedException {
    Integer limit = call.body(GroupRequest.class).limit();
    if (limit == null) {
      throw Call.invalid("limit: is required");
    }
    return Answer.of(call.operations().groups().limit(call.path("name"), limit, call.caller()));
  }

  static Answer remove(Call call) throws InterruptedException {
    call.operations().groups().remove(call.path("name"), call.caller());
    return Answer.of(true);
  }
}
