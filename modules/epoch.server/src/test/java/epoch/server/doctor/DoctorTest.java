package epoch.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.api.topology.TopologyDetails;
import epoch.server.doctor.Finding.Weight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doctor says of topologies and runs. */
class DoctorTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final ZoneId UTC = ZoneId.of("UTC");

  private final CronComparison crons = new CronComparison(UTC, NOW);

  private static TopologyDetails details(String trigger, String more) throws Exception {
    return Json.read(
        """
        {"id":"t","state":"ACTIVE","created":1,"updated":1,"topology":{"name":"t",
         "task":{"type":"CONTAINER_EXECUTION","taskName":"work",
           "executable":{"type":"DOCKER","url":"a/b:1"},
           "resources":[{"type":"CPU","count":1},{"type":"MEMORY","sizeInMB":128}],
           "placementPolicy":{"type":"ANY"},
           "env":{"DB_PASSWORD":"hunter2","USERS":"5"}},
         "trigger":%s,"notify":{"type":"BLACKHOLE"}%s}}
        """
            .formatted(trigger, more),
        TopologyDetails.class);
  }

  private List<Finding> check(String trigger, String more) throws Exception {
    var checks = new TopologyChecks(NOW, crons, Set.of("holidays"));
    checks.check(details(trigger, more));
    return checks.findings();
  }

  private static String texts(List<Finding> findings, String subject) {
    return findings.stream()
        .filter(finding -> finding.subject().equals(subject))
        .map(Finding::text)
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 * * * ?",
        "0/10 * * * * ?",
        "0 0 12 ? * MON-FRI",
        "0 15 10 L * ?",
        "0 0 0 1 1 ?",
        "0 30 4 1,15 * ?"
      })
  void anOrdinaryCronIsReadAlike(String cron) {
    assertEquals(Optional.empty(), crons.difference(cron));
  }

  @Test
  void aCronThatIsReadDifferentlyIsAProblemThatNamesTheFirstFireTime() throws Exception {
    // In Quartz 1 is Sunday; what the library makes of it is compared, not believed.
    List<Finding> found = check("{\"type\":\"CRON\",\"timeSpec\":\"0 0 12 ? * 5L\"}", "");
    found.addAll(check("{\"type\":\"CRON\",\"timeSpec\":\"0 0 12 15W * ?\"}", ""));
    found.addAll(check("{\"type\":\"CRON\",\"timeSpec\":\"0 0 0 29 2 ? 2028/4\"}", ""));
    String text = texts(found, "cron read differently");
    for (String line : text.lines().toList()) {
      assertTrue(line.contains("1.14"), text);
    }
  }

  @Test
  void anInvalidCronIsAProblem() throws Exception {
    List<Finding> found = check("{\"type\":\"CRON\",\"timeSpec\":\"every now and then\"}", "");
    assertTrue(texts(found, "invalid cron").contains("every now and then"));
    assertTrue(found.stream().anyMatch(finding -> finding.weight() == Weight.PROBLEM));
  }

  @Test
  void anAtTriggerIsTold() throws Exception {
    assertTrue(texts(check("{\"type\":\"AT\",\"time\":1000}", ""), "AT trigger").contains("again"));
    assertTrue(
        texts(check("{\"type\":\"AT\",\"time\":4000000000000}", ""), "AT trigger")
            .contains("run once at 2096"));
  }

  @Test
  void secretsAreNamedAndNotShown() throws Exception {
    String text =
        texts(check("{\"type\":\"CRON\",\"timeSpec\":\"0 0 * * * ?\"}", ""), "plain-text secret");
    assertTrue(text.contains("task.env.DB_PASSWORD"), text);
    assertFalse(text.contains("hunter2"), text);
    assertFalse(text.contains("USERS"), text);
  }

  @Test
  void whatAWayBackWouldLoseIsTold() throws Exception {
    String trigger =
        "{\"type\":\"CRON\",\"timeSpec\":\"0 0 * * * ?\",\"timeZone\":\"Europe/Berlin\"}";
    String text = texts(check(trigger, ",\"policy\":{\"catchUp\":\"ALL\"}"), "way back");
    assertTrue(text.contains("policy.catchUp, trigger.timeZone"), text);
  }

  @Test
  void aCalendarThatIsNotThereIsAProblem() throws Exception {
    List<Finding> found =
        check(
            "{\"type\":\"CRON\",\"timeSpec\":\"0 0 * * * ?\"}",
            ",\"policy\":{\"calendars\":[\"holidays\",\"freeze\"]}");
    String text = texts(found, "calendar");
    assertTrue(text.contains("names freeze, which is not there"), text);
    assertFalse(text.contains("holidays"), text);
    assertTrue(
        found.stream()
            .anyMatch(one -> one.weight() == Weight.PROBLEM && one.text().contains("freeze")));
  }

  @Test
  void localTimeInRunIdsIsTold() throws Exception {
    var runs = new RunChecks();
    for (String id : List.of("ESR-2026-11-25-17-30-00-000", "ESR-2026-11-25-12-00-00-000")) {
      runs.see(
          Json.read(
              """
              {"topologyId":"t","runId":"%s","state":"RUNNING","message":"","tasks":{},
               "runType":"SCHEDULED","created":%d,"updated":1}
              """
                  .formatted(id, NOW.toEpochMilli() + 40),
              Run.class));
    }
    assertTrue(texts(runs.findings(), "run ids").startsWith("1 runs have local time"));
    assertTrue(texts(runs.findings(), "run ids").contains("UTC+05:30"));
    assertTrue(texts(runs.findings(), "counts").contains("2 of them RUNNING"));
  }

  @Test
  void everyRecordedTopologyOf114CanBeLookedAt() throws Exception {
    var checks = new TopologyChecks(NOW, crons, Set.of("holidays"));
    Path dump =
        Path.of("../epoch.api/src/test/resources/contract/zookeeper/zk-dump-epoch-final.json");
    for (JsonNode node : Json.read(Files.readString(dump), JsonNode.class)) {
      if (node.path("data").has("topology")) {
        checks.check(Json.read(node.get("data"), TopologyDetails.class));
      }
    }
    assertTrue(texts(checks.findings(), "invalid cron").contains("topo-badcron"));
    assertTrue(texts(checks.findings(), "next edit").contains("topo-nullname"));
    assertEquals("", texts(checks.findings(), "way back"));
  }
}
