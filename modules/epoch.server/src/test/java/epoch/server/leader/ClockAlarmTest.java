package epoch.server.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When the clocks are said to differ. */
class ClockAlarmTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private final ClockAlarm alarm = new ClockAlarm(() -> 0);

  @Test
  void aSlowAnswerIsNoDifference() {
    alarm.compare(NOON, NOON.plusSeconds(5), NOON.plusSeconds(9));
    assertFalse(alarm.isRaised());
    assertEquals(0, alarm.differenceMillis());
  }

  @Test
  void moreThanTwoSecondsRaiseItEitherWayAndAgreementEndsIt() {
    alarm.compare(NOON, NOON.minusMillis(2_001), NOON.plusMillis(1));
    assertTrue(alarm.isRaised());
    assertEquals(2_001, alarm.differenceMillis());
    alarm.compare(NOON, NOON.minusMillis(2_000), NOON.plusMillis(1));
    assertFalse(alarm.isRaised());
    alarm.compare(NOON, NOON.plusMillis(2_002), NOON.plusMillis(1));
    assertTrue(alarm.isRaised());
    assertEquals(-2_001, alarm.differenceMillis());
  }
}
