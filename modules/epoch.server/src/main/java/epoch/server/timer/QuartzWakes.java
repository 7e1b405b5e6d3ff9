package epoch.server.timer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.core.QuartzScheduler;
import org.quartz.core.QuartzSchedulerResources;
import org.quartz.impl.DefaultThreadExecutor;
import org.quartz.impl.StdJobRunShellFactory;
import org.quartz.impl.StdScheduler;
import org.quartz.simpl.CascadingClassLoadHelper;

/**
 * A Quartz scheduler in memory, put together from its parts: no properties file, no reflection, no
 * registry of schedulers by name, so that several live side by side in one JVM.
 */
final class QuartzWakes {

  /** What Quartz calls, on its only thread, for each trigger that is due. It must not block. */
  interface Listener {

    /**
     * A trigger is due.
     *
     * @param due the moment for which it wakes; Quartz may be up to 2 ms early
     * @param last whether the trigger never wakes again
     */
    void due(TriggerKey key, Wake wake, Instant due, boolean last);
  }

  private static final int BATCH = 1000;

  /**
   * How late a wake can be after the clock jumped forward, for Quartz waits by a clock that does
   * not jump.
   */
  private static final long IDLE_MILLIS = 1000;

  /**
   * Quartz keeps a plain list of triggers per job and searches it for each removal: many jobs,
   * short lists.
   */
  private static final int JOBS = 256;

  private final InstantSource clock;
  private final WakeStore store;
  private final QuartzScheduler quartz;

  QuartzWakes(String name, InstantSource clock, Listener listener, WakeStore store) {
    this.clock = clock;
    this.store = store;
    QuartzSchedulerResources parts = new QuartzSchedulerResources();
    StdJobRunShellFactory shells = new StdJobRunShellFactory();
    parts.setName(name);
    parts.setInstanceId(name);
    parts.setThreadName(name + "-quartz");
    parts.setMakeSchedulerThreadDaemon(true);
    parts.setThreadExecutor(new DefaultThreadExecutor());
    parts.setThreadPool(new InlineThreads(BATCH));
    parts.setMaxBatchSize(BATCH);
    parts.setJobStore(store);
    parts.setJobRunShellFactory(shells);
    try {
      quartz = new QuartzScheduler(parts, IDLE_MILLIS, 0);
      CascadingClassLoadHelper loader = new CascadingClassLoadHelper();
      loader.initialize();
      store.initialize(loader, quartz.getSchedulerSignaler());
      shells.initialize(new StdScheduler(quartz));
      WakeJob job = new WakeJob(listener);
      quartz.setJobFactory((bundle, scheduler) -> job);
      // Its thread is told of a new trigger only where it matters. To be woken for each of
      // thousands that are set one after the other keeps it from its work, and those that set them
      // from theirs.
      quartz.setSignalOnSchedulingChange(false);
      for (int i = 0; i < JOBS; i++) {
        quartz.addJob(
            JobBuilder.newJob(WakeJob.class).withIdentity(jobKey(i)).storeDurably().build(), true);
      }
      quartz.start();
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  /**
   * Puts a trigger in the place of whatever has this key; false (and nothing is there) if it would
   * never wake.
   */
  boolean put(TriggerKey key, Wake wake, Instant after) {
    try {
      quartz.unscheduleJob(key);
      WakeTrigger trigger =
          new WakeTrigger(key, jobKey(Math.floorMod(key.hashCode(), JOBS)), wake, after, clock);
      Date first = trigger.computeFirstFireTime(null);
      if (first == null) {
        return false;
      }
      quartz.scheduleJob(trigger);
      if (first.getTime() - clock.millis() < 2 * IDLE_MILLIS) {
        // Quartz's thread may be asleep beyond it.
        quartz.getSchedulerSignaler().signalSchedulingChange(store.soonest(first.getTime()));
      }
      return true;
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  /** Looks for the first fire time after a moment again, unless the trigger has an earlier one. */
  void computeAnew(TriggerKey key, Wake wake, Instant after) {
    try {
      Trigger trigger = quartz.getTrigger(key);
      Date next = trigger == null ? null : trigger.getNextFireTime();
      if (next != null && next.toInstant().isAfter(after)) {
        put(key, wake, after);
      }
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  /**
   * Has Quartz's thread look at all triggers again. It may be waiting for one that it took a moment
   * before the clock was set back, and would go on to do so for as long as the clock was ahead.
   */
  void lookAgain() {
    quartz.getSchedulerSignaler().signalSchedulingChange(store.soonest(0));
  }

  void remove(TriggerKey key) {
    try {
      quartz.unscheduleJob(key);
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  /** Returns when the scheduler's thread has ended. */
  void shutdown() {
    quartz.shutdown(true);
  }

  private static JobKey jobKey(int number) {
    return new JobKey("wake-" + number);
  }

  private static IllegalStateException failed(SchedulerException e) {
    return new IllegalStateException(
        "Quartz refused, though it holds everything in memory: " + e.getMessage(), e);
  }

  private record WakeJob(Listener listener) implements Job {

    @Override
    public void execute(JobExecutionContext context) {
      WakeTrigger trigger = (WakeTrigger) context.getTrigger();
      Instant due = context.getScheduledFireTime().toInstant();
      listener.due(trigger.getKey(), trigger.wake(), due, !trigger.mayFireAgain());
    }
  }
}
