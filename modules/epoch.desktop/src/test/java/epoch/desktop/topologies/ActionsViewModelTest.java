package epoch.desktop.topologies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.RunRequest;
import epoch.api.topology.Overlap;
import epoch.api.topology.TopologyState;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.TopologyRow;
import epoch.desktop.server.Known;
import epoch.desktop.server.World.Entry;
import epoch.desktop.window.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActionsViewModelTest {

  private Known known = new Known();

  @AfterEach
  void close() {
    known.close();
  }

  private ActionsViewModel actions() {
    return new ActionsViewModel(
        known.session, known.runner, known.clock, known.dialogs, known.deeds);
  }

  private void there(String... ids) {
    for (String id : ids) {
      known.server.world.put(Entry.of(id));
    }
    known.live();
  }

  private List<TopologyRow> rows(String... ids) {
    return List.of(ids).stream().map(id -> known.cluster.row(id).orElseThrow()).toList();
  }

  private TopologyState state(String id) {
    return known.server.world.topologies.get(id).state();
  }

  @Test
  void pausingIsAskedCarriedOutAndUndone() {
    there("a");
    actions().askPauseOrResume(rows("a"));
    assertEquals("Pause a?", known.asked().title());
    known.yes("a migration", "", "2h");
    assertEquals(TopologyState.PAUSED, state("a"));
    assertEquals("a: Paused", known.deeds.doneProperty().get());
    known.deeds.undo();
    assertEquals(TopologyState.ACTIVE, state("a"));
  }

  @Test
  void anUnreadableDurationChangesNothing() {
    there("a");
    actions().askPauseOrResume(rows("a"));
    assertTrue(known.wrong("", "tomorrow").contains("not a duration"), known.wrong("", "tomorrow"));
    assertEquals(TopologyState.ACTIVE, state("a"));
  }

  @Test
  void aRunTakesItsEnvironmentAndSaysItsId() {
    there("a");
    actions().askRun(rows("a"));
    assertTrue(known.wrong("", "DAY=1 nonsense").contains("NAME=value"));
    assertTrue(known.wrong("", "", "\"open").contains("not closed"));
    known.yes("", "", "DAY=2026-11-24");
    assertTrue(known.deeds.doneProperty().get().startsWith("a: Started run ESR-"));
  }

  @Test
  void whatWasSaidForARunThatWasNotStartedIsSaidAgain() {
    there("a", "b");
    ActionsViewModel actions = actions();
    actions.askRun(rows("a"));
    known.server.goAway();
    known.yes("why", RunParameters.OVERLAPS.get(1), "DAY=1", "--full");
    assertFalse(known.deeds.problemProperty().get().isEmpty());
    known.server.comeBack();
    known.until(() -> known.deeds.hindrance().get().isEmpty());
    actions.askRun(rows("b"));
    assertEquals(Question.Answer.NOTHING, known.asked().care().said());
    actions.askRun(rows("a"));
    Question.Answer said = known.asked().care().said();
    assertEquals(
        new Question.Answer("why", RunParameters.OVERLAPS.get(1), List.of("DAY=1", "--full")),
        said);
    known.yes("", "", "DAY=1");
    actions.askRun(rows("a"));
    assertEquals(Question.Answer.NOTHING, known.asked().care().said());
  }

  @Test
  void aRunTakesOtherArgumentsAndSaysHowItGetsAlongWithOthers() {
    there("a");
    actions().askRun(rows("a"));
    known.yes("", RunParameters.OVERLAPS.get(2), "", "--day 2026-11-24 \"two words\"");
    var asked = known.server.runRequests().getLast();
    assertEquals(List.of("--day", "2026-11-24", "two words"), asked.args());
    assertEquals(Overlap.QUEUE, asked.overlap());
    actions().askRun(rows("a"));
    known.yes();
    assertEquals(RunRequest.PLAIN, known.server.runRequests().getLast());
  }

  @Test
  void forManyTheServerSaysFirstWhatWouldHappen() {
    known.server.world.put(Entry.of("b").in(TopologyState.PAUSED));
    there("a", "c");
    actions().askPauseOrResume(rows("a", "b", "c"));
    assertEquals("Pause 2 of 3 topologies?", known.asked().title());
    assertTrue(known.asked().list().contains("b stays as it is"));
    assertEquals(TopologyState.ACTIVE, state("a"));
    known.yes();
    assertEquals(TopologyState.PAUSED, state("a"));
    assertEquals(TopologyState.PAUSED, state("c"));
    known.deeds.undo();
    assertEquals(TopologyState.ACTIVE, state("a"));
    assertEquals(TopologyState.PAUSED, state("b"));
  }

  @Test
  void moreThanTheServerTakesAtOnceGoInPartsAsOneDeed() {
    List<String> ids = IntStream.range(0, 5_200).mapToObj("t%04d"::formatted).toList();
    there(ids.toArray(String[]::new));
    List<String> told = new ArrayList<>();
    known
        .deeds
        .doneProperty()
        .subscribe(words -> {
          told.add(words);
        });
    actions().askPauseOrResume(rows(ids.toArray(String[]::new)));
    assertEquals("Pause 5,200 topologies?", known.asked().title());
    assertEquals(5_200, known.asked().list().size());
    known.yes();
    assertTrue(told.contains("Asking what would happen: 5,000 of 5,200 topologies …"), "" + told);
    assertTrue(told.contains("Pause: 3,000 of 5,200 topologies …"), "" + told);
    assertEquals("Pause: 5,200 topologies", told.getLast());
    assertEquals(5_200, paused());
    known.deeds.undo();
    assertEquals("Resume: 5,200 topologies", known.deeds.doneProperty().get());
    assertEquals(0, paused());
  }

  private long paused() {
    return known.server.world.topologies.values().stream()
        .filter(entry -> entry.state() == TopologyState.PAUSED)
        .count();
  }

  @Test
  void whereSomeCannotBeDoneThatStaysOnTheScreen() {
    there("a", "b");
    actions().askPauseOrResume(rows("a", "b"));
    known.server.world.topologies.remove("b");
    known.yes();
    assertEquals(
        "Pause: 1 topology done, 1 not. b: Topology not found",
        known.deeds.problemProperty().get());
  }

  @Test
  void inProductionDeletingAsksForTheName() {
    known.close();
    known = new Known("admin", Identity.PRODUCTION);
    there("a", "b");
    actions().askDelete(rows("a"));
    assertTrue(known.asked().care().red());
    assertEquals("a", known.asked().care().typed());
    known.dialogs.dismiss();
    actions().askDelete(rows("a", "b"));
    assertEquals("test", known.asked().care().typed());
    known.yes();
    assertTrue(known.server.world.topologies.isEmpty());
  }

  @Test
  void whoMayOnlyLookIsToldSo() {
    known.close();
    known = new Known("guest", Identity.OTHER);
    there("a");
    actions().askPauseOrResume(rows("a"));
    assertTrue(known.deeds.problemProperty().get().contains("may only look"));
    assertTrue(known.dialogs.questionProperty().get().isEmpty());
  }

  @Test
  void anOperatorRunsWithoutAnEnvironmentAndDeletesNothing() {
    known.close();
    known = new Known("operator", Identity.OTHER);
    known.session.isOf("OPERATOR");
    there("a");
    actions().askRun(rows("a"));
    assertEquals(List.of(), known.asked().care().fields());
    known.dialogs.dismiss();
    actions().askDelete(rows("a"));
    assertTrue(known.dialogs.questionProperty().get().isEmpty());
    assertEquals("It needs the role READ_WRITE", known.deeds.problemProperty().get());
  }
}
