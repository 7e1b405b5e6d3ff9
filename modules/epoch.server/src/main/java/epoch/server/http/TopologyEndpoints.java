package epoch.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.rest.Envelope;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.SimpleTopology;
import epoch.api.topology.Topology;
import epoch.server.operations.Topologies;

/** What can be asked about topologies. */
final class TopologyEndpoints {

  private TopologyEndpoints() {}

  static Answer validate(Call call) {
    return Answer.of(topologies(call).validate(call.body(Topology.class)));
  }

  static Answer create(Call call) throws InterruptedException {
    return Answer.of(topologies(call).create(call.body(Topology.class), call.caller()));
  }

  static Answer update(Call call) throws InterruptedException {
    return Answer.of(topologies(call).update(call.body(Topology.class), call.caller()));
  }

  static Answer createSimple(Call call) throws InterruptedException {
    return Answer.of(topologies(call).createSimple(call.body(SimpleTopology.class), call.caller()));
  }

  static Answer edit(Call call) throws InterruptedException {
    return Answer.of(
        topologies(call).edit(call.path("id"), call.body(SimpleTopology.class), call.caller()));
  }

  static Answer delete(Call call) throws InterruptedException {
    ignoreBody(call);
    int unended = topologies(call).delete(call.path("id"), call.caller());
    return unended == 0
        ? Answer.of(true)
        : new Answer.Body(200, Envelope.success(true, Topologies.ending(unended)));
  }

  static Answer pause(Call call) throws InterruptedException {
    PauseRequest request = call.understoodBody(PauseRequest.class).orElse(PauseRequest.PLAIN);
    return Answer.of(topologies(call).pause(call.path("id"), request, call.caller()));
  }

  static Answer unpause(Call call) throws InterruptedException {
    ignoreBody(call);
    return Answer.of(topologies(call).unpause(call.path("id"), call.caller()));
  }

  /** A body says nothing here, but if there is one it has to be JSON. */
  static void ignoreBody(Call call) {
    call.optionalBody(JsonNode.class);
  }

  private static Topologies topologies(Call call) {
    return call.operations().topologies();
  }
}
