package epoch.server.notify.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.server.notify.Notice;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LetterWriterTest {
  private final LetterWriter writer =
      new LetterWriter("https://epoch.example.com/", ZoneId.of("Asia/Kolkata"));

  @Test
  void aLetterSaysWhatHappened() {
    Letter letter = writer.write(Notices.of(Notices.topology("Europe/Berlin"), Notices.failed()));
    assertEquals("[Epoch] FAILED: billing (ESR-2026-11-24-05-00-00-000)", letter.subject());
    assertEquals(
        """
        Topology: billing
        Run:      ESR-2026-11-24-05-00-00-000
        State:    FAILED
        Reason:   work failed: exit code 3 – größer als null
        Due:      2026-11-24 05:00:00 UTC (2026-11-24 06:00:00 Europe/Berlin)
        Began:    2026-11-24 05:00:01 UTC (2026-11-24 06:00:01 Europe/Berlin)
        Ended:    2026-11-24 05:02:06 UTC (2026-11-24 06:02:06 Europe/Berlin), after 2 min 5 s

        Tasks
          work: FAILED at attempt 2
            reason: exit code 3 – größer als null
            began:  2026-11-24 05:00:03 UTC (2026-11-24 06:00:03 Europe/Berlin)
            ended:  2026-11-24 05:02:05 UTC (2026-11-24 06:02:05 Europe/Berlin)
            on Drove: billing-ESR-2026-11-24-05-00-00-000-work-a2
          report: PENDING
            on Drove: billing-ESR-2026-11-24-05-00-00-000-report

        https://epoch.example.com/#/topologies/billing/runs/ESR-2026-11-24-05-00-00-000
        """,
        letter.text());
  }

  @Test
  void timesAreInTheConfiguredZoneWhereTheTopologyNamesNone() {
    String text = writer.write(Notices.of(Notices.topology(null), Notices.failed())).text();
    assertTrue(text.contains("05:00:00 UTC (2026-11-24 10:30:00 Asia/Kolkata)"), text);
    String utc =
        new LetterWriter("http://node:8080", ZoneOffset.UTC)
            .write(Notices.of(Notices.topology(null), Notices.failed()))
            .text();
    assertTrue(utc.contains("Due:      2026-11-24 05:00:00 UTC\n"), utc);
  }

  @Test
  void aZoneThatIsNoneDoesNoHarm() {
    Notice notice = Notices.of(Notices.topology("Mars/Olympus"), Notices.failed());
    assertTrue(writer.write(notice).text().contains("Asia/Kolkata"));
  }

  @Test
  void aNameWithLineBreaksStaysOnItsLine() {
    Run run = Notices.failed("bill\r\nBcc: victim@example.com\u2028x");
    Letter letter = writer.write(Notices.of(Notices.topology(null), run));
    assertFalse(letter.subject().matches("(?s).*[\\r\\n\\u2028].*"), letter.subject());
    assertTrue(letter.text().contains("Topology: bill Bcc: victim@example.com x\n"));
    assertTrue(letter.text().contains("/topologies/bill%0D%0ABcc"), letter.text());
  }

  @Test
  void anEndlessReasonIsCut() {
    Run run = Notices.failed().withState(RunState.FAILED, "😀".repeat(100_000), Notices.END);
    assertTrue(writer.write(Notices.of(Notices.topology(null), run)).text().length() < 10_000);
  }
}
