package epoch.desktop.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.desktop.place.Place;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.server.World;
import epoch.desktop.server.World.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunViewModelTest {

  private final Known known = new Known();

  @AfterEach
  void close() {
    known.close();
  }

  private Run there(RunState state, String error) {
    known.server.world.put(Entry.of("a"));
    known.server.world.log = "INFO begin\nERROR totals differ\n";
    Run run = World.run("a", state, FakeEpoch.START, error);
    known.server.world.put(run);
    known.live();
    return run;
  }

  @Test
  void theReasonComesFirstAndTheLogThatExplainsItIsOpen() {
    Run run = there(RunState.FAILED, "exit code 3");
    try (RunViewModel model =
        new RunViewModel(known.session, known.runner, known.cluster, "a", run.runId())) {
      model.refresh();
      var shown = model.shownProperty().get().orElseThrow();
      assertEquals("main failed: exit code 3", RunViewModel.sentence(shown.entry()));
      assertEquals("main", model.logs().selectedProperty().get().orElseThrow().task());
      assertEquals(1, shown.graph().nodes().size());
    }
  }

  @Test
  void itFollowsItsRun() {
    Run run = there(RunState.RUNNING, "");
    try (RunViewModel model =
        new RunViewModel(known.session, known.runner, known.cluster, "a", run.runId())) {
      model.refresh();
      known.server.put(run.withState(RunState.FAILED, "Killed", FakeEpoch.START.plusSeconds(9)));
      known.until(
          () -> model.shownProperty().get().orElseThrow().entry().run().state() == RunState.FAILED);
    }
  }

  @Test
  void onlyAFailedRunIsRetriedAndOneGoesToTheNewOne() {
    Run run = there(RunState.FAILED, "exit code 3");
    RunActions actions = new RunActions(known.session, known.dialogs, known.deeds, known.navigator);
    actions.askKill(run);
    assertTrue(known.deeds.problemProperty().get().contains("has ended"));
    actions.askRetry(run);
    known.yes();
    assertTrue(known.navigator.currentProperty().get() instanceof Place.OneRun);
    assertTrue(known.deeds.doneProperty().get().contains("Started run"));
  }

  @Test
  void runsAreListedByStateAndText() {
    there(RunState.FAILED, "exit code 3");
    known.server.world.put(World.run("a", RunState.RUNNING, FakeEpoch.START.plusSeconds(5), ""));
    RunsViewModel model = new RunsViewModel(known.session, known.runner, known.cluster);
    model.watch(true);
    assertEquals(1, model.runs().size());
    model.partProperty().set(RunsViewModel.Part.ALL);
    assertEquals(2, model.runs().size());
    model.filterProperty().set("nothing");
    assertEquals(0, model.runs().size());
    model.filterProperty().set("");
    model.partProperty().set(RunsViewModel.Part.FAILED);
    assertEquals("main: exit code 3", RunWords.reason(model.runs().getFirst()));
    known.server.put(World.run("a", RunState.FAILED, FakeEpoch.START.plusSeconds(9), "x"));
    known.until(() -> model.runs().size() == 2);
  }
}
