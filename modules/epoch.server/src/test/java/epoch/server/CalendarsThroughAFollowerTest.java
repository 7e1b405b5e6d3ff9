package epoch.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.OnceWindow;
import epoch.api.client.ClientOptions;
import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.client.Terms;
import epoch.api.json.Json;
import epoch.api.rest.CalendarDetails;
import epoch.api.rest.StaleCalendar;
import epoch.api.rest.TopologyEntry;
import epoch.api.topology.InCalendar;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Calendars with the typed client, on a node that does not lead. */
class CalendarsThroughAFollowerTest {
  private static final Instant FROM = Instant.parse("2099-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2099-01-02T00:00:00Z");

  @TempDir Path directory;

  private static EpochClient client(int port, String user) {
    return new EpochClient(
        new ClientOptions(
            List.of("http://127.0.0.1:" + port),
            user,
            user,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30)));
  }

  private static EpochApiException refused(int status, Executable call) {
    EpochApiException refusal = assertThrows(EpochApiException.class, call);
    assertEquals(status, refusal.status(), refusal.getMessage());
    return refusal;
  }

  @Test
  void aCalendarLivesFromItsCreationToItsEnd() throws Exception {
    Calendar days = Calendar.of("days", "Europe/Berlin", DatesWindow.of("2098-12-24"));
    Calendar once = days.withWindows(List.of(OnceWindow.of(FROM, TO, "move")));
    try (var nodes = new TwoNodes(directory);
        EpochClient admin = client(nodes.follower.port(), "admin");
        EpochClient guest = client(nodes.follower.port(), "guest")) {
      assertEquals("ADMIN", admin.session().role());
      assertTrue(admin.calendars().validate(days).valid());
      refused(403, () -> guest.calendars().create(days));

      Terms key = Terms.once(UUID.randomUUID().toString());
      CalendarDetails created = admin.calendars(key).create(days);
      assertEquals(created, admin.calendars(key).create(days), "sent again, created once");
      refused(409, () -> admin.calendars().create(days));
      assertEquals(List.of(created), guest.calendars().list());

      EpochApiException stale =
          refused(412, () -> admin.calendars(Terms.ifRevision(7)).update(once));
      assertEquals(Optional.of(new StaleCalendar(days, once, 1)), stale.staleCalendar());
      assertEquals(Optional.empty(), stale.staleEdit());
      CalendarDetails updated = admin.calendars(Terms.ifRevision(1)).update(once);
      assertEquals(2, updated.revision());
      assertEquals(updated, guest.calendars().find("days"));
      assertEquals(
          FROM,
          guest
              .calendars()
              .closures("days", FROM.minusSeconds(60), TO)
              .closures()
              .getFirst()
              .from());

      Topology user =
          Json.read(TwoNodes.command("user", "0 0 12 1 1 ? 2099", "true"), Topology.class)
              .withPolicy(
                  Policy.standard().withCalendars(List.of("days"), InCalendar.RUN_ONCE_AFTER));
      admin.create(user);
      TopologyEntry entry = guest.entry("user");
      assertEquals(user, entry.details().topology());
      assertEquals(TO, entry.standing().nextFire(), "when the calendar is open again");
      assertEquals(List.of("user"), guest.calendars().find("days").usedBy());
      assertEquals(
          List.of("user: policy.calendars"),
          refused(409, () -> admin.calendars().delete("days")).validationErrors());
      admin.delete("user");
      assertTrue(admin.calendars(Terms.ifRevision(2)).delete("days"));
      refused(404, () -> guest.calendars().find("days"));
    }
  }
}
