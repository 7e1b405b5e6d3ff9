package epoch.server.run;

import java.time.Duration;

/**
 * How patient runs are with Drove.
 *
 * @param appName Epoch's own app name on Drove
 * @param absence how long Drove must not know a task that it took before it is created again; two
 *     creates of one id close together can both start
 * @param intentLife how old an intent may be for a create: Drove forgets ids after two days
 * @param lostGrace how long a task that Drove lost may still be alive
 * @param capacityWait how long a run waits for room on Drove
 * @param killInterval how often a kill is repeated until the task has ended
 * @param firstBackoff the first pause before a create is tried again; doubled each time
 * @param maxBackoff the longest such pause
 */
public record RunSettings(
    String appName,
    Duration absence,
    Duration intentLife,
    Duration lostGrace,
    Duration capacityWait,
    Duration killInterval,
    Duration firstBackoff,
    Duration maxBackoff) {

  /** What is safe with a real Drove. */
  public static RunSettings standard(String appName) {
    return new RunSettings(
        appName,
        Duration.ofSeconds(90),
        Duration.ofHours(24),
        Duration.ofMinutes(2),
        Duration.ofHours(1),
        Duration.ofSeconds(10),
        Duration.ofMillis(500),
        Duration.ofSeconds(30));
  }

  /** The same with other waits that the configuration names. */
  public RunSettings with(Duration newAbsence, Duration newLostGrace, Duration newCapacityWait) {
    return new RunSettings(
        appName,
        newAbsence,
        intentLife,
        newLostGrace,
        newCapacityWait,
        killInterval,
        firstBackoff,
        maxBackoff);
  }
}
