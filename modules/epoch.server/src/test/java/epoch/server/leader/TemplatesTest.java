package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import epoch.api.rest.RunRequest;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.server.Await;
import epoch.server.operations.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Templates in env, as a task on Drove sees them. */
class TemplatesTest extends OneLeader {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(KOLKATA);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneId.of("UTC"));

  private Path out;

  @BeforeEach
  void start() {
    out = directory.resolve("out");
  }

  private Topology telling(String name, String timeSpec, Map<String, String> env) {
    ContainerTask task = Installation.command("tell", "echo \"$TOLD\" >> " + out);
    return Topology.of(
        name,
        task.with(task.executable(), task.resources(), task.volumes(), env),
        CronTrigger.of(timeSpec, KOLKATA.getId()));
  }

  @Test
  void aTaskIsToldTheNominalFireTimeInTheZoneOfItsTrigger() throws Exception {
    leader
        .topologies()
        .create(
            telling(
                "tells",
                "0/2 * * * * ?",
                Map.of(
                    "TOLD",
                    "{{topology}} {{runId}} {{task}} {{fireTime:yyyy-MM-dd HH:mm:ss}}"
                        + " {{fireTime-1d:yyyyMMdd|UTC}} {{{{as is}}")),
            SOMEONE);
    Run run = await(leader, "tells", RunState.SUCCESSFUL);
    Instant fireTime = Objects.requireNonNull(run.fireTime());
    List<String> lines = Files.readAllLines(out);
    assertEquals(
        "tells %s tell %s %s {{as is}}"
            .formatted(
                run.runId(), LOCAL.format(fireTime), DAY.format(fireTime.minusSeconds(86_400))),
        lines.stream().filter(line -> line.contains(run.runId())).findFirst().orElseThrow());
  }

  @Test
  void aTaskIsToldWhichRunBeforeItSucceededLast() throws Exception {
    leader
        .topologies()
        .create(
            telling("goes-on", "0/2 * * * * ?", Map.of("TOLD", "{{fireTime}} [{{lastSuccess}}]")),
            SOMEONE);
    Await.until("two runs told", () -> Files.exists(out) && Files.readAllLines(out).size() >= 2);
    List<String[]> told = Files.readAllLines(out).stream().map(line -> line.split(" ")).toList();
    assertEquals("[]", told.get(0)[1]);
    assertEquals("[" + told.get(0)[0] + "]", told.get(1)[1]);
  }

  @Test
  void theParametersOfOneRunMayHaveThemToo() throws Exception {
    leader
        .topologies()
        .create(telling("asked", "0 0 0 1 1 ? 2199", Map.of("TOLD", "nothing")), SOMEONE);
    String id =
        leader
            .runs()
            .start("asked", new RunRequest(Map.of("TOLD", "{{runId}}"), null, null), SOMEONE)
            .runId();
    await(leader, "asked", id, RunState.COMPLETED);
    assertEquals(List.of(id), Files.readAllLines(out));
    Refusal refusal =
        assertThrows(
            Refusal.class,
            () ->
                leader
                    .runs()
                    .start("asked", new RunRequest(Map.of("A", "{{now}}"), null, null), SOMEONE));
    assertEquals(1, refusal.errors().size());
    assertEquals("env.A: {{now}} is not known", refusal.errors().getFirst().split(";")[0]);
  }
}
