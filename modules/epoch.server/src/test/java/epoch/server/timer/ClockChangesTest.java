package epoch.server.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.topology.CronTrigger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a preview warns of: hours that are left out, and hours that come twice. */
class ClockChangesTest {
  private static final String DAILY = "0 30 2 * * ?";
  private static final String HALF_HOURLY = "0 0/30 * * * ?";
  private static final String BERLIN = "Europe/Berlin";
  private static final String FORWARD =
      "Clocks go forward from 02:00 to 03:00 on Sun 28 Mar 2027: ";
  private static final String BACK = "Clocks go back from 03:00 to 02:00 on Sun 31 Oct 2027: ";
  private static final String BOTH =
      BACK + "the time from 02:00 to 03:00 comes twice, and it fires in both";

  private static Arguments preview(
      String what, String cron, String zone, String from, int count, String... warnings) {
    return Arguments.of(what, cron, zone, from, count, Arrays.asList(warnings));
  }

  static Stream<Arguments> previews() {
    return Stream.of(
        preview(
            "a fixed hour that is left out",
            DAILY,
            BERLIN,
            "2027-03-27T12:00:00Z",
            2,
            "2027-03-28T01:00:00Z " + FORWARD + "02:30 does not exist, so it fires at 03:00"),
        preview(
            "any hour, one of which is left out",
            HALF_HOURLY,
            BERLIN,
            "2027-03-28T00:00:00Z",
            4,
            "2027-03-28T01:00:00Z " + FORWARD + "the fire times between do not exist"),
        preview(
            "a fixed hour that comes twice",
            DAILY,
            BERLIN,
            "2027-10-30T12:00:00Z",
            2,
            "2027-10-31T00:30:00Z " + BACK + "02:30 comes twice, and it fires the first time only"),
        preview(
            "any hour, one of which comes twice",
            HALF_HOURLY,
            BERLIN,
            "2027-10-30T23:59:00Z",
            6,
            "2027-10-31T01:00:00Z " + BOTH),
        preview(
            "any hour, looked at from within the second pass",
            HALF_HOURLY,
            BERLIN,
            "2027-10-31T01:10:00Z",
            3,
            "2027-10-31T01:30:00Z " + BOTH),
        preview("any hour, after the second pass", HALF_HOURLY, BERLIN, "2027-10-31T02:00:00Z", 3),
        preview("any hour, before it all", HALF_HOURLY, BERLIN, "2027-10-30T23:59:00Z", 1),
        preview(
            "a fixed hour, from within the second pass", DAILY, BERLIN, "2027-10-31T01:10:00Z", 2),
        preview(
            "an hour that no change touches", "0 0 12 * * ?", BERLIN, "2027-10-30T00:00:00Z", 5),
        preview(
            "half an hour that comes twice",
            "0 45 1 * * ?",
            "Australia/Lord_Howe",
            "2027-04-03T00:00:00Z",
            2,
            "2027-04-03T14:45:00Z Clocks go back from 02:00 to 01:30 on Sun 4 Apr 2027: 01:45"
                + " comes twice, and it fires the first time only"),
        preview("a zone without changes", HALF_HOURLY, "Asia/Kolkata", "2027-03-28T00:00:00Z", 99));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("previews")
  void itWarnsWhereAChangeTouchesAFireTimeAndNowhereElse(
      String what, String cron, String zone, Instant from, int count, List<String> warnings) {
    var trigger = CronTrigger.of(cron, zone);
    List<Instant> fires =
        FireTimes.of(trigger, ZoneOffset.UTC).between(from, Instant.MAX).limit(count).toList();
    assertEquals(
        warnings,
        ClockChanges.on(trigger, ZoneOffset.UTC, from, fires).stream()
            .map(effect -> effect.time() + " " + effect.message())
            .toList(),
        what);
  }
}
