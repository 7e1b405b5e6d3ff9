package epoch.desktop.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.RunState;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.server.World;
import epoch.desktop.server.World.Entry;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogTabTest {

  private final Known known = new Known();

  @AfterEach
  void close() {
    known.close();
  }

  private LogTab open(String log) {
    known.server.world.log = log;
    known.server.world.put(Entry.of("a"));
    var run = World.run("a", RunState.FAILED, FakeEpoch.START, "exit code 3");
    known.server.world.put(run);
    LogTab tab = new LogTab(known.session, known.runner, "a", run.runId(), "main", "output.log");
    tab.open(false);
    return tab;
  }

  @Test
  void itOpensAtTheLastError() {
    try (LogTab tab = open("INFO one\nERROR two\nWARN three\nERROR four\nINFO five\n")) {
      assertEquals(5, tab.lines().size());
      assertEquals(3, tab.currentProperty().get());
      tab.nextError(1);
      assertEquals(1, tab.currentProperty().get());
      tab.nextError(-1);
      assertEquals(3, tab.currentProperty().get());
      assertFalse(tab.followProperty().get());
    }
  }

  @Test
  void matchesAreCountedAndVisitedInTurn() {
    try (LogTab tab = open("Totals a\nb\ntotals c\nd\nTOTALS e")) {
      tab.searchProperty().set("totals");
      assertTrue(tab.foundProperty().get().endsWith("of 3"));
      tab.nextMatch(1);
      assertEquals(0, tab.currentProperty().get());
      tab.nextMatch(-1);
      assertEquals(4, tab.currentProperty().get());
      assertEquals("3 of 3", tab.foundProperty().get());
      tab.searchProperty().set("nowhere");
      assertEquals("no match", tab.foundProperty().get());
    }
  }

  @Test
  void aLargeFileBeginsAtItsEndAndIsReadBackwardsWithoutLoss() {
    String log =
        IntStream.range(0, 40_000)
            .mapToObj(i -> "line " + i + " ä\n")
            .collect(Collectors.joining());
    // The fake cuts characters, not bytes; only plain letters compare.
    try (LogTab tab = open(log.replace("ä", "a"))) {
      assertTrue(tab.hasEarlier());
      assertEquals("line 39999 a", tab.lines().getLast().text());
      while (tab.hasEarlier()) {
        tab.earlier();
      }
      assertEquals(40_000, tab.lines().size());
      assertEquals("line 0 a", tab.lines().getFirst().text());
      for (int i = 0; i < 40_000; i++) {
        assertEquals("line " + i + " a", tab.lines().get(i).text());
      }
    }
  }

  @Test
  void whatATerminalWouldColourAndWhatCannotBeShownIsPlain() {
    assertEquals("red ok", LogLine.of("\u001b[31mred\u001b[0m ok\r").text());
    assertEquals("a    b\uFFFDc", LogLine.of("a\tb\u202Ec").text());
    assertTrue(LogLine.of("x".repeat(20_000)).text().length() <= LogLine.LONGEST + 1);
    assertEquals(LogLine.Level.ERROR, LogLine.of("java.io.IOException: x").level());
    assertEquals(LogLine.Level.PLAIN, LogLine.of("no errors found").level());
  }
}
