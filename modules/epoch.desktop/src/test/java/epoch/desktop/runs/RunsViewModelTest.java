package epoch.desktop.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.RunEntry;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.desktop.cluster.Picture;
import epoch.desktop.runs.RunsViewModel.Part;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.server.World;
import epoch.desktop.server.World.Entry;
import epoch.desktop.words.Since;
import epoch.desktop.work.Runner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunsViewModelTest {

  private final Known known = new Known();

  @AfterEach
  void close() {
    known.close();
  }

  private static Run run(String id, RunState state, Duration ago) {
    return World.run(id, state, FakeEpoch.START.minus(ago), "");
  }

  private RunsViewModel open() {
    return open(known.runner);
  }

  private RunsViewModel open(Runner runner) {
    for (String id : List.of("a", "b", "c")) {
      known.server.world.put(Entry.of(id));
    }
    known.server.world.put(run("a", RunState.RUNNING, Duration.ofMinutes(1)));
    known.server.world.put(run("b", RunState.FAILED, Duration.ofMinutes(30)));
    Run slow = run("c", RunState.SUCCESSFUL, Duration.ofHours(5));
    known.server.world.put(slow.withState(RunState.SUCCESSFUL, "", FakeEpoch.START));
    known.live();
    return new RunsViewModel(known.session, runner, known.cluster);
  }

  private static List<String> names(RunsViewModel model) {
    return model.runs().stream().map(it -> it.run().topologyId()).toList();
  }

  private long asked() {
    return known.server.calls().stream().filter(call -> call.endsWith("/v1/runs")).count();
  }

  @Test
  void eachPartIsAskedForWhileSomebodyLooks() {
    RunsViewModel model = open();
    assertEquals(0, asked());
    model.watch(true);
    assertEquals(List.of("a"), names(model));
    model.partProperty().set(Part.FAILED);
    assertEquals(List.of("b"), names(model));
    model.partProperty().set(Part.ALL);
    assertEquals(List.of("a", "b", "c"), names(model));
    model.filterProperty().set("c");
    assertEquals(List.of("c"), names(model));
  }

  @Test
  void onlyThoseOfTheLastHourAreShownOrTheLongestFirst() {
    RunsViewModel model = open();
    model.watch(true);
    model.partProperty().set(Part.ALL);
    model.sinceProperty().set(Since.HOUR);
    assertEquals(List.of("a", "b"), names(model));
    model.sinceProperty().set(Since.EVER);
    model.longestFirstProperty().set(true);
    assertEquals("c", names(model).getFirst());
  }

  @Test
  void theAnswerToAQuestionThatIsNoLongerAskedIsForNobody() {
    Deque<Runnable> answers = new ArrayDeque<>();
    RunsViewModel model = open(new Runner(Runnable::run, answers::add));
    model.watch(true);
    model.partProperty().set(Part.FAILED);
    assertEquals(2, answers.size());
    answers.removeFirst().run();
    assertTrue(model.runs().isEmpty());
    assertTrue(model.pictureProperty().get() instanceof Picture.Loading);
    answers.removeFirst().run();
    assertEquals(List.of("b"), names(model));
  }

  @Test
  void whoAsksWhileAnAnswerIsUnderWayGetsAnotherOneAfterIt() {
    Deque<Runnable> answers = new ArrayDeque<>();
    RunsViewModel model = open(new Runner(Runnable::run, answers::add));
    model.watch(true);
    known.server.world.put(run("b", RunState.RUNNING, Duration.ofMinutes(2)));
    model.refresh();
    model.refresh();
    assertEquals(1, answers.size());
    answers.removeFirst().run();
    assertEquals(1, answers.size());
    answers.removeFirst().run();
    assertEquals(List.of("a", "b"), names(model));
    assertEquals(2, asked());
  }

  @Test
  void whatComesBehindIsAskedForAndStays() {
    RunsViewModel model = open();
    for (int i = 0; i < 250; i++) {
      known.server.world.put(run("c", RunState.FAILED, Duration.ofMinutes(60 + i)));
    }
    model.watch(true);
    model.partProperty().set(Part.FAILED);
    assertEquals(RunsViewModel.PAGE, model.runs().size());
    assertTrue(model.hasMore());
    model.more();
    assertEquals(251, model.runs().size());
    assertFalse(model.hasMore());
    known.server.world.put(run("a", RunState.FAILED, Duration.ofMinutes(2)));
    model.refresh();
    assertEquals(252, model.runs().size());
    assertEquals("a", names(model).getFirst());
    assertEquals(252, model.runs().stream().map(RunsViewModelTest::key).distinct().count());
  }

  @Test
  void whatComesBehindComesOnceAlsoWhenTheBeginWasAskedForAgain() {
    RunsViewModel model = open();
    for (int i = 0; i < 550; i++) {
      known.server.world.put(run("c", RunState.FAILED, Duration.ofMinutes(60 + i)));
    }
    model.watch(true);
    model.partProperty().set(Part.FAILED);
    model.more();
    model.refresh();
    assertEquals(400, model.runs().size());
    model.more();
    assertEquals(551, model.runs().size());
    assertEquals(551, model.runs().stream().map(RunsViewModelTest::key).distinct().count());
  }

  private static String key(RunEntry entry) {
    return entry.run().topologyId() + "/" + entry.run().runId();
  }
}
