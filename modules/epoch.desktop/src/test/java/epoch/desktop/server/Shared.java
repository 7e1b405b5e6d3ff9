package epoch.desktop.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import epoch.api.calendar.Calendar;
import epoch.api.calendar.CronWindow;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.calendar.Weekday;
import epoch.api.calendar.WeeklyWindow;
import epoch.api.json.Json;
import epoch.api.rest.GroupState;
import epoch.api.topology.Topology;
import epoch.desktop.server.World.Entry;
import java.util.List;
import java.util.Map;

/** What topologies share, and one that says all that a topology can say. */
public final class Shared {

  private static final String NIGHTLY =
      """
      {"name": "ledger-nightly", "owner": "billing", "labels": {"env": "prod"},
       "triggers": [{"type": "CRON", "timeSpec": "0 30 2 ? * MON-FRI", "timeZone": "Europe/Berlin"},
                    {"type": "EVERY", "interval": "6h", "from": 1796092200000}],
       "policy": {"overlap": "QUEUE", "runTimeout": "4h", "pauseAfterFailures": 3, "group": "database",
                  "priority": 5, "calendars": ["holidays"], "inCalendar": "RUN_ONCE_AFTER", "jitter": "10m"},
       "task": {"type": "COMPOSITE", "compositionType": "DAG", "parallelism": 2, "tasks": [
         {"type": "CONTAINER_EXECUTION", "taskName": "extract-orders", "executable": {"type": "DOCKER", "url": "registry.example.com/ledger/extract:1.4"},
          "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 512}]},
         {"type": "CONTAINER_EXECUTION", "taskName": "reconcile", "executable": {"type": "DOCKER", "url": "registry.example.com/ledger/reconcile:2.0"},
          "resources": [{"type": "CPU", "count": 2}, {"type": "MEMORY", "sizeInMB": 2048}], "dependsOn": ["extract-orders"],
          "env": {"DAY": "{{fireTime-1d:yyyy-MM-dd}}", "MODE": "full"}, "args": ["--strict"], "timeout": "30m",
          "volumes": [{"pathOnHost": "/var/ledger", "pathInContainer": "/in", "mode": "READ_ONLY"}],
          "retry": {"maxAttempts": 5, "backoff": "10s"}},
         {"type": "CONTAINER_EXECUTION", "taskName": "alarm", "executable": {"type": "DOCKER", "url": "registry.example.com/ledger/alarm:1.0"},
          "resources": [{"type": "CPU", "count": 1}, {"type": "MEMORY", "sizeInMB": 128}], "dependsOn": ["extract-orders", "reconcile"], "when": "FAILURE"}]}}
      """;

  private Shared() {}

  /** Puts it all there. */
  public static void of(FakeEpoch server) {
    server.calendars.put(
        new Calendar(
            "holidays",
            "Nothing runs when nobody is there.",
            "Europe/Berlin",
            List.of(
                new DatesWindow(
                    List.of("--12-25", "--12-26", "2026-12-31/2027-01-01"),
                    null,
                    "Public holidays",
                    Map.of()),
                new WeeklyWindow(
                    List.of(Weekday.SAT, Weekday.SUN), null, null, "Asia/Kolkata", null, Map.of())),
            Map.of()));
    server.calendars.put(
        Calendar.of(
            "storage-move",
            null,
            OnceWindow.of(
                FakeEpoch.START.minusSeconds(1_800),
                FakeEpoch.START.plusSeconds(9_000),
                "Storage is moved")));
    server.calendars.put(
        Calendar.of(
            "month-end",
            "Asia/Kolkata",
            new CronWindow("0 0 18 L * ?", "4h", null, "The books are closed", Map.of())));
    server.calendars.put(
        new GroupState(
            "database",
            2,
            true,
            List.of(place("warehouse-load-full", 300), place("inventory-snapshot", 120)),
            List.of(place("ledger-nightly", 60), place("fx-rates-import", 30))));
    server.calendars.put(new GroupState("mail", 10, true, List.of(), List.of()));
    server.world.put(Entry.of(nightly()));
    server.world.put(Entry.of("fx-rates-import"));
  }

  /** A run in a group. */
  public static GroupState.Place place(String id, int seconds) {
    return new GroupState.Place(
        id, "ESR-2026-11-24-04-00-00-000", 0, FakeEpoch.START.minusSeconds(seconds));
  }

  private static Topology nightly() {
    try {
      return Json.read(NIGHTLY, Topology.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
