package epoch.server.drove.local;

import java.time.Duration;
import java.util.List;

/** Makes a started local Drove misbehave, for tests of what must survive it. Thread-safe. */
public final class Faults {
  private final FaultRules rules;
  private final TaskBook book;
  private final Runnable newLeader;

  Faults(FaultRules rules, TaskBook book, Runnable newLeader) {
    this.rules = rules;
    this.book = book;
    this.newLeader = newLeader;
  }

  /** Adds a fault to those that are set. */
  public void add(Fault fault) {
    rules.add(fault);
  }

  /** Ends all faults of a kind. */
  public void clear(Fault.Kind kind) {
    rules.clear(kind);
  }

  /** Ends all faults. What they did stays done. */
  public void clear() {
    rules.clear();
  }

  /** The faults that are set, with the number of calls that each has left. */
  public List<Fault> active() {
    return rules.active();
  }

  /** Changes the leader: the events are gone, and the list of active tasks is empty for so long. */
  public void changeLeader(Duration emptyFor) {
    if (emptyFor.isPositive()) {
      rules.add(Fault.of(Fault.Kind.EMPTY_LIST).value(emptyFor.toMillis()));
    }
    newLeader.run();
  }

  /** Forgets all finished tasks: their ids can be created again. */
  public void forgetFinished() {
    book.forgetFinished();
  }

  /** Forgets one task, as Drove after a failover; what runs goes on. */
  public void forget(String sourceAppName, String taskId) {
    book.delete(new TaskKey(sourceAppName, taskId));
  }

  /** Reports a living task LOST, without an event; what runs goes on. */
  public void lose(String sourceAppName, String taskId) {
    book.lose(new TaskKey(sourceAppName, taskId));
  }
}
