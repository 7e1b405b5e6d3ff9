package epoch.server.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.json.Json;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.RunType;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.MailNotify;
import epoch.api.topology.NoNotify;
import epoch.api.topology.Notify;
import epoch.api.topology.Topology;
import epoch.server.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotifierTest {
  private static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");
  private final List<Notice> told = new ArrayList<>();

  private static Topology topology(Notify notify) {
    return Topology.of(
            "billing",
            CompositeTask.of(List.of(), CompositionType.ALL),
            CronTrigger.of("0 0 * * * ?"))
        .withNotification(notify);
  }

  private static Run run(RunState state) {
    return new Run(
        "billing", "ESR-1", state, "", Map.of(), RunType.SCHEDULED, NOW, NOW, NOW, Map.of());
  }

  private static Notify unknown() throws Exception {
    return Json.read("{\"type\":\"SLACK\"}".getBytes(StandardCharsets.UTF_8), Notify.class);
  }

  private List<String> whoIsTold(Notify notify, String... defaults) {
    told.clear();
    new Notifier(List.of(defaults), false, told::add)
        .accept(new Event.RunEnded(run(RunState.FAILED), topology(notify)));
    return told.stream().flatMap(notice -> notice.to().stream()).toList();
  }

  @Test
  void theTopologysAddressesGoBeforeTheDefaults() {
    assertEquals(
        List.of("a@x.org", "b@x.org"),
        whoIsTold(MailNotify.to(List.of("a@x.org", " b@x.org", "a@x.org")), "d@x.org"));
  }

  @Test
  void theDefaultsAreToldWhereNobodyIsNamed() throws Exception {
    assertEquals(List.of("d@x.org"), whoIsTold(null, "d@x.org"));
    assertEquals(List.of("d@x.org"), whoIsTold(MailNotify.to(List.of()), "d@x.org"));
    assertEquals(List.of("d@x.org"), whoIsTold(unknown(), "d@x.org"));
    assertEquals(List.of(), whoIsTold(null));
  }

  @Test
  void blackholeTellsNobody() {
    assertEquals(List.of(), whoIsTold(new NoNotify(Map.of()), "d@x.org"));
  }

  @Test
  void whatIsNoAddressIsLeftOut() {
    assertEquals(
        List.of("good@x.org"),
        whoIsTold(
            MailNotify.to(
                List.of(
                    "a@x.org\r\nBcc: victim@x.org", "nobody", "good@x.org", "a@x.org, b@x.org")),
            "d@x.org"));
  }

  @Test
  void successIsToldOnlyIfWanted() {
    for (boolean failuresOnly : List.of(true, false)) {
      for (RunState state : RunState.values()) {
        told.clear();
        new Notifier(List.of("d@x.org"), failuresOnly, told::add)
            .accept(new Event.RunEnded(run(state), topology(null)));
        boolean expected =
            switch (state) {
              case FAILED -> true;
              case COMPLETED, SUCCESSFUL -> !failuresOnly;
              case RUNNING, SKIPPED -> false;
            };
        assertEquals(expected ? 1 : 0, told.size(), state + " " + failuresOnly);
      }
    }
  }

  @Test
  void aSkippedFireIsNotTold() {
    new Notifier(List.of("d@x.org"), false, told::add)
        .accept(new Event.Fired(run(RunState.SKIPPED), NOW, Duration.ZERO, false));
    assertEquals(List.of(), told);
  }
}
