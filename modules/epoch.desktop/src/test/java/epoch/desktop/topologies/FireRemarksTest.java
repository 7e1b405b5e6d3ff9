package epoch.desktop.topologies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.rest.SchedulePreview;
import epoch.api.rest.SchedulePreview.Fire;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class FireRemarksTest {

  private static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");

  private static List<String> remarks(Fire fire) {
    SchedulePreview preview =
        new SchedulePreview(
            "Daily",
            "UTC",
            List.of(fire),
            List.of(new SchedulePreview.Warning(NOW, "Clocks change.")));
    return FireRemarks.of(fire, preview, NOW, new TimeWords(ZoneOffset.UTC));
  }

  @Test
  void aClosedCalendarIsNamedAndWhatBecomesOfTheFire() {
    Instant later = NOW.plusSeconds(60);
    assertEquals(
        List.of("Closed then: holidays; it is skipped"),
        remarks(new Fire(later, "", null, "holidays", null)));
    assertEquals(
        List.of("Closed then: holidays; it runs Wed 05:00 instead"),
        remarks(new Fire(later, "", null, "holidays", NOW.plusSeconds(86_400))));
  }

  @Test
  void clocksThatChangeAreSaidAtTheirFire() {
    assertEquals(List.of("Clocks change."), remarks(new Fire(NOW, "", null)));
    assertEquals(List.of(), remarks(new Fire(NOW.plusSeconds(1), "", null)));
  }
}
