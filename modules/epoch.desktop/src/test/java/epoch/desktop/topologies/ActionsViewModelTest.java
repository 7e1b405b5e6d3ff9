package epoch.desktop.topologies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.topology.TopologyState;
import epoch.desktop.window.Question;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionsViewModelTest {

  private Fixture on = new Fixture("admin");

  @BeforeEach
  void fill() {
    on.server.put("a", TopologyState.ACTIVE);
    on.server.put("dead", TopologyState.DELETED);
    on.topologies.refresh();
  }

  @AfterEach
  void close() {
    on.close();
  }

  private Question question() {
    return on.actions.questionProperty().get().orElseThrow();
  }

  private boolean asked() {
    return on.actions.questionProperty().get().isPresent();
  }

  @Test
  void nothingHappensBeforeTheOperatorSaysYes() {
    on.select("a");
    on.actions.askPauseOrResume();
    assertEquals("Pause a?", question().title());
    on.actions.dismiss();
    assertFalse(asked());
    assertEquals(TopologyState.ACTIVE, on.server.state("a"));
  }

  @Test
  void pausingAndResumingShowAtOnceAndSayWhatWasDone() {
    on.select("a");
    on.actions.askPauseOrResume();
    question().yes().run();
    assertEquals(TopologyState.PAUSED, on.server.state("a"));
    assertEquals("a: Paused", on.actions.doneProperty().get());
    on.actions.askPauseOrResume();
    assertEquals("Resume a?", question().title());
    question().yes().run();
    assertEquals(TopologyState.ACTIVE, on.server.state("a"));
  }

  @Test
  void aRunOfAPausedTopologySaysThatItStaysPaused() {
    on.server.put("a", TopologyState.PAUSED);
    on.topologies.refresh();
    on.select("a");
    on.actions.askRun();
    assertTrue(question().lines().contains("It stays paused."));
    question().yes().run();
    assertTrue(on.actions.doneProperty().get().startsWith("a: Started run ESR-"));
  }

  @Test
  void whatIsBeingDeletedIsNeitherRunNorPaused() {
    on.select("dead");
    on.actions.askRun();
    on.actions.askPauseOrResume();
    assertFalse(asked());
  }

  @Test
  void withoutTheServerActionsAreHinderedWithTheReason() {
    on.select("a");
    assertEquals("", on.actions.hindrance().get());
    on.server.goAway();
    on.topologies.refresh();
    assertEquals("No answer; actions wait", on.actions.hindrance().get());
    on.actions.askRun();
    assertFalse(asked());
  }

  @Test
  void aChangeThatReachedNobodyIsSaidToHaveChangedNothing() {
    on.select("a");
    on.actions.askPauseOrResume();
    on.server.goAway();
    question().yes().run();
    assertTrue(
        on.actions.problemProperty().get().startsWith("Pause a: "),
        on.actions.problemProperty().get());
  }

  @Test
  void aTopologyThatIsGoneMeanwhileIsSaidSo() {
    on.select("a");
    on.actions.askRun();
    on.server.remove("a");
    question().yes().run();
    assertEquals("Run a: [3004]: Topology not found: a", on.actions.problemProperty().get());
    assertTrue(on.topologies.selected().isEmpty());
  }

  @Test
  void aUserWhoMayOnlyLookIsOfferedNothingAfterTheFirst403() {
    on.close();
    on = new Fixture("guest");
    on.server.put("a", TopologyState.ACTIVE);
    on.topologies.refresh();
    on.select("a");
    assertTrue(on.actions.offered().get());
    on.actions.askPauseOrResume();
    question().yes().run();
    assertEquals("Pause a: This user may only look", on.actions.problemProperty().get());
    assertFalse(on.actions.offered().get());
    on.actions.askRun();
    assertFalse(asked());
  }
}
