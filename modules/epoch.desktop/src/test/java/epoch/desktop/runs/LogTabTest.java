package epoch.desktop.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.RunState;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.server.World;
import epoch.desktop.server.World.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    LogTab tab =
        new LogTab(
            new LogFile(known.session, "a", run.runId(), "main", "output.log"), known.runner);
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
      assertTrue(tab.window().hasEarlier());
      assertEquals("line 39999 a", tab.lines().getLast().text());
      while (tab.window().hasEarlier()) {
        tab.earlier();
      }
      assertEquals(40_000, tab.lines().size());
      assertEquals("line 0 a", tab.lines().getFirst().text());
      for (int i = 0; i < 40_000; i++) {
        assertEquals("line " + i + " a", tab.lines().get(i).text());
      }
    }
  }

  /** Larger than what is read at once, with one error near its begin and one in its middle. */
  private static String large() {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 110_000; i++) {
      log.append(
          i == 7 || i == 50_000
              ? "ERROR only here "
              : "INFO all is well here as everywhere and always, in ");
      log.append(i).append('\n');
    }
    return log.toString();
  }

  @Test
  void whatIsNotLoadedIsFoundAsWellBackwardsForwardsAndRoundTheEnd() {
    try (LogTab tab = open(large())) {
      assertEquals(-1, tab.currentProperty().get());
      tab.nextError(-1);
      assertEquals("ERROR only here 50000", pointedOut(tab));
      assertTrue(tab.window().hasEarlier());
      tab.nextError(-1);
      assertEquals("ERROR only here 7", pointedOut(tab));
      tab.nextError(-1);
      assertEquals("ERROR only here 50000", pointedOut(tab));
      tab.nextError(1);
      assertEquals("ERROR only here 7", pointedOut(tab));
      tab.searchProperty().set("always, in 109999");
      assertEquals("no match here", tab.foundProperty().get());
      tab.nextMatch(1);
      assertEquals("INFO all is well here as everywhere and always, in 109999", pointedOut(tab));
      tab.searchProperty().set("nowhere");
      tab.nextMatch(1);
      assertTrue(tab.stateProperty().get().endsWith("Not in the whole file"));
    }
  }

  private static String pointedOut(LogTab tab) {
    return tab.lines().get(tab.currentProperty().get()).text();
  }

  @Test
  void oneMovesToTheBeginAndReadsOnToTheEndWithoutLoss() {
    try (LogTab tab = open(large())) {
      tab.begin();
      assertEquals(
          "INFO all is well here as everywhere and always, in 0", tab.lines().getFirst().text());
      assertEquals(0, tab.window().from());
      int seen = tab.lines().size();
      while (tab.window().hasLater()) {
        tab.later();
        for (int i = Math.max(0, tab.lines().size() - 20_000); i < tab.lines().size(); i++) {
          assertTrue(tab.lines().get(i).text().endsWith(" " + (number(tab) + i)));
        }
        seen++;
      }
      assertTrue(seen > 10);
      assertEquals(LogWindow.MOST_LINES, tab.lines().size());
      assertEquals(
          "INFO all is well here as everywhere and always, in 109999",
          tab.lines().getLast().text());
      tab.earlier();
      assertEquals(LogWindow.MOST_LINES, tab.lines().size());
      assertTrue(tab.window().hasLater());
    }
  }

  private static int number(LogTab tab) {
    String first = tab.lines().getFirst().text();
    return Integer.parseInt(first.substring(first.lastIndexOf(' ') + 1));
  }

  @Test
  void aLineThatIsLongerThanAPieceIsShownInParts() {
    try (LogTab tab = open("x".repeat(3 * LogFile.PIECE) + "\nERROR end\n")) {
      assertEquals("ERROR end", tab.lines().getLast().text());
      while (tab.window().hasEarlier()) {
        tab.earlier();
      }
      assertEquals(0, tab.window().from());
      assertEquals(3L * LogFile.PIECE + 11, LogSegment.bytes(tab.lines()));
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

  @Test
  void theWholeLogIsSavedAndItsLinkIsTold(@TempDir Path directory) throws IOException {
    String log = "INFO ä line\n".repeat(5_000);
    try (LogTab tab = open(log)) {
      LogTransfer transfer =
          new LogTransfer(known.runner, known.deeds, name -> Optional.of(directory.resolve(name)));
      transfer.save(tab.file());
      assertEquals(log, Files.readString(directory.resolve("main-output.log")));
      List<String> links = new ArrayList<>();
      transfer.link(tab.file(), links::add);
      assertEquals(List.of("http://drove-1:4000/logs/main"), links);
      known.server.goAway();
      transfer.save(tab.file());
      assertTrue(known.deeds.problemProperty().get().startsWith("Save the log: "));
    }
  }
}
