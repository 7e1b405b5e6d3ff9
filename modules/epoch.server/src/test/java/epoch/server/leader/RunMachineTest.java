package epoch.server.leader;

import static epoch.server.leader.Installation.SOMEONE;
import static epoch.server.leader.Installation.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.run.TaskState;
import epoch.api.topology.CompositeTask;
import epoch.api.topology.CompositionType;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import epoch.server.Await;
import epoch.server.event.Event;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Runs of two tasks, one after the other, that are pushed about at random: a small model says where
 * each must stand, and every state that was ever told must have been a legal next one.
 */
class RunMachineTest extends OneLeader {
  private static final String NEVER_AGAIN = "0 0 0 1 1 ? 2199";
  private static final List<String> TASKS = List.of("first", "second");
  private static final int RUNS = 14;
  private static final int PUSHES = 5;

  /** What can happen to a run. */
  private enum Push {
    SUCCEEDS,
    FAILS,
    IS_KILLED,
    IS_LOST,
    IS_CLOSED_WELL,
    IS_CLOSED_BADLY,
    LEADER_CHANGES,
    IS_HELD_AND_RELEASED
  }

  /** Where a run must stand. */
  private static final class Model {
    private RunState run = RunState.RUNNING;
    private final List<TaskState> tasks =
        new ArrayList<>(List.of(TaskState.RUNNING, TaskState.PENDING));
    private int current;

    boolean isOver() {
      return run != RunState.RUNNING;
    }

    void push(Push push) {
      switch (push) {
        case SUCCEEDS -> {
          tasks.set(current, TaskState.COMPLETED);
          if (current == 1) {
            run = RunState.COMPLETED;
          } else {
            current = 1;
            tasks.set(1, TaskState.RUNNING);
          }
        }
        case FAILS, IS_LOST -> end(TaskState.FAILED);
        case IS_KILLED -> end(TaskState.CANCELLED);
        case IS_CLOSED_WELL -> close(RunState.COMPLETED);
        case IS_CLOSED_BADLY -> close(RunState.FAILED);
        case LEADER_CHANGES, IS_HELD_AND_RELEASED -> {}
      }
    }

    private void end(TaskState state) {
      tasks.set(current, state);
      run = RunState.FAILED;
    }

    /** What is not known is said to be not known. */
    private void close(RunState state) {
      tasks.replaceAll(task -> task.isTerminal() ? task : TaskState.UNKNOWN);
      run = state;
    }

    boolean fits(Run found) {
      return found.state() == run
          && TASKS.stream().map(name -> found.tasks().get(name).state()).toList().equals(tasks);
    }

    @Override
    public String toString() {
      return run + " " + tasks;
    }
  }

  private Topology topology() {
    String script =
        """
        while [ -d %1$s ] && [ ! -s %1$s/$EPOCH_RUN_ID-$EPOCH_TASK ]; do sleep 0.05; done
        exit $(cat %1$s/$EPOCH_RUN_ID-$EPOCH_TASK)\
        """
            .formatted(directory);
    var tasks =
        CompositeTask.of(
            TASKS.stream().map(name -> (epoch.api.topology.Task) command(name, script)).toList(),
            CompositionType.ALL);
    return Topology.of("pushed", tasks, CronTrigger.of(NEVER_AGAIN));
  }

  @Test
  void aRunStandsWhereTheModelSaysWhateverPushesIt() throws Exception {
    long seed = Long.getLong("machine.seed", 20_261_125);
    System.out.println("machine.seed=" + seed);
    var random = new Random(seed);
    leader.topologies().create(topology(), SOMEONE);
    for (int i = 0; i < RUNS; i++) {
      var model = new Model();
      String id = leader.runs().start("pushed", SOMEONE).runId();
      await(id, model, "it began");
      for (int j = 0; j < PUSHES && !model.isOver(); j++) {
        Push push = Push.values()[random.nextInt(Push.values().length)];
        String task = TASKS.get(model.current);
        model.push(push);
        push(push, id, task);
        await(id, model, push + " of " + task + ", seed " + seed);
      }
      if (!model.isOver()) {
        leader.runs().kill("pushed", id, TASKS.get(model.current), SOMEONE);
        model.push(Push.IS_KILLED);
        await(id, model, "the end");
      }
    }
    everyStateWasALegalNextOne();
  }

  private void await(String id, Model model, String why) throws Exception {
    Await.until(why + ": " + model, () -> model.fits(leader.runs().find("pushed", id)));
  }

  private void push(Push push, String id, String task) throws Exception {
    switch (push) {
      case SUCCEEDS -> Files.writeString(directory.resolve(id + "-" + task), "0");
      case FAILS -> Files.writeString(directory.resolve(id + "-" + task), "3");
      case IS_KILLED -> leader.runs().kill("pushed", id, task, SOMEONE);
      case IS_LOST ->
          installation
              .faults()
              .lose("epoch-test", leader.runs().find("pushed", id).tasks().get(task).taskId());
      case IS_CLOSED_WELL -> close(id, "SUCCEEDED");
      case IS_CLOSED_BADLY -> close(id, "FAILED");
      case LEADER_CHANGES -> {
        member.close();
        member = installation.member();
        leader = member.leading();
      }
      case IS_HELD_AND_RELEASED -> {
        leader.control().hold("a push", SOMEONE);
        leader.control().release("SKIP", SOMEONE);
      }
    }
  }

  /** A new leader does not close at once what it did not create. */
  private void close(String id, String as) throws Exception {
    Await.until(
        "it can be closed",
        () -> {
          try {
            leader.runs().close("pushed", id, as, "a push", SOMEONE);
            return true;
          } catch (epoch.server.operations.Refusal notNow) {
            return false;
          }
        });
  }

  private void everyStateWasALegalNextOne() {
    Map<String, Run> last = new HashMap<>();
    for (Event event : installation.happened) {
      if (event instanceof Event.RunChanged(Run run)) {
        Run before = last.put(run.runId(), run);
        if (before != null) {
          assertEquals(RunState.RUNNING, before.state(), "an end is an end: " + run);
          TASKS.forEach(name ->
              assertTrue(
                  isNext(before.tasks().get(name).state(), run.tasks().get(name).state()),
                  before + " then " + run));
        }
      }
    }
    assertTrue(last.size() >= RUNS, "every run was told of");
  }

  private static boolean isNext(TaskState before, TaskState after) {
    return before == after
        || switch (before) {
          case PENDING ->
              after == TaskState.STARTING
                  || after == TaskState.CANCELLED
                  || after == TaskState.UNKNOWN;
          case STARTING, RUNNING, UNKNOWN -> after != TaskState.PENDING;
          case COMPLETED, FAILED, CANCELLED -> false;
        };
  }
}
