package epoch.server.timer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.JobKey;
import org.quartz.ScheduleBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.triggers.AbstractTrigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks {@link FireTimes} when to wake next. Unlike Quartz's own triggers it knows no misfire: a
 * wake that is late comes late, it is never dropped and never moved; and of several missed ones
 * only the first comes, since whoever is woken looks at everything that is due.
 */
final class WakeTrigger extends AbstractTrigger<WakeTrigger> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(WakeTrigger.class);
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final transient Wake wake;
  private final transient Instant start;
  private final transient InstantSource clock;
  private @Nullable Date previous;
  private @Nullable Date next;

  WakeTrigger(TriggerKey key, JobKey job, Wake wake, Instant start, InstantSource clock) {
    this.wake = wake;
    this.start = start;
    this.clock = clock;
    setKey(key);
    setJobKey(job);
    setMisfireInstruction(MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY);
  }

  Wake wake() {
    return wake;
  }

  @Override
  public @Nullable Date computeFirstFireTime(@Nullable Calendar calendar) {
    next = wakeAfter(start);
    return next;
  }

  @Override
  public void triggered(@Nullable Calendar calendar) {
    Date due = next;
    previous = due;
    if (due == null) {
      return;
    }
    Instant fired = due.toInstant();
    Instant now = clock.instant();
    // Quartz fires up to 2 ms early, so now alone could give the same fire time again.
    try {
      next = wakeAfter(now.isAfter(fired) ? now : fired);
    } catch (RuntimeException e) {
      // Thrown on into Quartz, it would leave the whole batch of triggers acquired and never fired
      // again.
      LOG.error("No next fire time for {}, it is woken again in {}", getKey(), RETRY, e);
      next = Date.from(now.plus(RETRY));
    }
  }

  private @Nullable Date wakeAfter(Instant after) {
    Optional<Instant> time = wake.times().next(after);
    return time.isPresent() ? new Date(clampedMillis(time.get())) : null;
  }

  private static long clampedMillis(Instant time) {
    if (time.isBefore(Instant.EPOCH)) {
      return 0;
    }
    return time.getEpochSecond() > Long.MAX_VALUE / 1000 - 1 ? Long.MAX_VALUE : time.toEpochMilli();
  }

  @Override
  public void updateAfterMisfire(@Nullable Calendar calendar) {
    // Late is late: nothing to change.
  }

  @Override
  public void updateWithNewCalendar(@Nullable Calendar calendar, long misfireThreshold) {
    // Named calendars are Epoch's, not Quartz's.
  }

  @Override
  public boolean mayFireAgain() {
    return next != null;
  }

  @Override
  public @Nullable Date getNextFireTime() {
    return next;
  }

  @Override
  public void setNextFireTime(@Nullable Date time) {
    next = time;
  }

  @Override
  public @Nullable Date getPreviousFireTime() {
    return previous;
  }

  @Override
  public void setPreviousFireTime(@Nullable Date time) {
    previous = time;
  }

  @Override
  public @Nullable Date getFireTimeAfter(@Nullable Date after) {
    return wakeAfter(after == null ? clock.instant() : after.toInstant());
  }

  @Override
  public Date getStartTime() {
    return new Date(clampedMillis(start));
  }

  @Override
  public void setStartTime(Date time) {
    throw new UnsupportedOperationException("the start is given by the wake");
  }

  @Override
  public @Nullable Date getEndTime() {
    return null;
  }

  @Override
  public void setEndTime(Date time) {
    throw new UnsupportedOperationException("the end is given by the fire times");
  }

  @Override
  public @Nullable Date getFinalFireTime() {
    return null;
  }

  @Override
  protected boolean validateMisfireInstruction(int candidate) {
    return candidate == MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY;
  }

  @Override
  public ScheduleBuilder<WakeTrigger> getScheduleBuilder() {
    throw new UnsupportedOperationException("made by Timers, never by a builder");
  }
}
