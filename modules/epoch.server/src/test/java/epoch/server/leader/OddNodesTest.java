package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.topology;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.api.rest.RunRequest;
import epoch.api.rest.TopologyFilter;
import epoch.api.run.RunState;
import epoch.server.operations.Operations;
import epoch.server.operations.PageRequest;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topologies that no validation has seen: written by a hand, or by another version. */
class OddNodesTest extends WithAHand {
  private static final String EVERY_SECOND = "* * * * * ?";

  /** Writes over a topology that nobody leads: some of its fields are others. */
  private void overwrite(String id, String fields) throws Exception {
    String path = "/epoch/topologies/" + id;
    ObjectNode details = Json.read(hand.read(path), ObjectNode.class);
    ((ObjectNode) details.get("topology")).setAll(Json.read(fields, ObjectNode.class));
    hand.write(path, Json.text(details));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'policy':{'jitter':'soon','catchUpWindow':'a while','startDeadline':'in time'}}",
        "{'policy':{'jitter':'99999999999999d','catchUpWindow':'99999999999999d'}}",
        "{'policy':{'startDeadline':'99999999999999d','runTimeout':'99999999999999d'}}",
        "{'policy':{'runTimeout':'not long'}}",
        "{'policy':{'calendars':[null]}}",
      })
  void aPolicyThatCannotBeUnderstoodHoldsUpNobodyAndIsAsIfItWereNotThere(String odd)
      throws Exception {
    try (var first = installation.member()) {
      Operations before = first.leading();
      before.topologies().create(topology("odd", EVERY_SECOND, "true"), SOMEONE);
    }
    overwrite("odd", odd.replace('\'', '"'));
    Operations leader = installation.member().leading();
    String run = leader.runs().start("odd", RunRequest.PLAIN, SOMEONE).runId();
    Installation.await(leader, "odd", run, RunState.COMPLETED);
    Installation.await(leader, "odd", RunState.SUCCESSFUL);
    assertEquals(1, listed(leader));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'triggers':[null]}",
        "{'trigger':{'type':'EVERY','interval':'99999999999999d'}}",
        "{'trigger':{'type':'EVERY','interval':'1h','from':-9223372036854775808}}",
        "{'trigger':{'type':'AT','time':9223372036854775807},'policy':{'jitter':'1d'}}",
        "{'trigger':{'type':'AT','time':-9223372036854775808},'policy':{'jitter':'1d'}}",
      })
  void aTriggerThatNobodyCouldHaveMeantHoldsUpNobody(String odd) throws Exception {
    try (var first = installation.member()) {
      Operations before = first.leading();
      before.topologies().create(topology("odd", "0 0 0 1 1 ? 2199", "true"), SOMEONE);
      before.topologies().create(topology("sound", EVERY_SECOND, "true"), SOMEONE);
    }
    overwrite("odd", odd.replace('\'', '"'));
    Operations leader = installation.member().leading();
    Installation.await(leader, "sound", RunState.SUCCESSFUL);
    String run = leader.runs().start("odd", RunRequest.PLAIN, SOMEONE).runId();
    Installation.await(leader, "odd", run, RunState.COMPLETED);
    assertEquals(2, listed(leader));
    leader.topologies().delete("odd", SOMEONE);
  }

  @Test
  void aGraphThatNoTaskCanBeginHasNotSucceeded() throws Exception {
    try (var first = installation.member()) {
      Operations before = first.leading();
      before.topologies().create(topology("odd", "0 0 0 1 1 ? 2199", "true"), SOMEONE);
    }
    overwrite(
        "odd",
        """
        {"task":{"type":"COMPOSITE","compositionType":"DAG","tasks":[
          {"type":"CONTAINER_EXECUTION","taskName":"a","dependsOn":["b"]},
          {"type":"CONTAINER_EXECUTION","taskName":"b","dependsOn":["a"]}]}}
        """);
    Operations leader = installation.member().leading();
    String run = leader.runs().start("odd", RunRequest.PLAIN, SOMEONE).runId();
    Installation.await(leader, "odd", run, RunState.FAILED);
  }

  private static int listed(Operations leader) throws Exception {
    var items = new ArrayList<byte[]>();
    leader
        .search()
        .topologies(TopologyFilter.ALL, PageRequest.ALL, true)
        .items()
        .forEach(items::add);
    return items.size();
  }
}
