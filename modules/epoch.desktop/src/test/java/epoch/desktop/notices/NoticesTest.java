package epoch.desktop.notices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.desktop.notices.Notices.Notice;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.server.World;
import epoch.desktop.settings.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesTest {

  private final Known known = new Known();

  @TempDir Path directory;

  @AfterEach
  void close() {
    known.close();
  }

  @Test
  void failuresOfWhatWasSubscribedToAreToldOnce() {
    List<Notice> told = new ArrayList<>();
    Store store = new Store(directory);
    Notices notices = new Notices("prod", known.cluster, store, told::add);
    known.live();
    assertTrue(notices.toggle("a"));
    Run failed = World.run("a", RunState.FAILED, FakeEpoch.START, "exit code 3");
    known.server.put(failed);
    known.server.put(failed);
    known.server.put(World.run("b", RunState.FAILED, FakeEpoch.START, "x"));
    known.server.put(World.run("c", RunState.RUNNING, FakeEpoch.START, ""));
    known.until(
        () -> known.cluster.happenings().all().stream().anyMatch(it -> it.name().equals("c")));
    assertEquals(
        List.of(new Notice("prod: a failed", "main: exit code 3", "a", failed.runId())), told);
    assertFalse(notices.toggle("a"));
    assertTrue(notices.toggle(Notices.ALL));
    assertEquals(
        Map.of("prod", Set.of(Notices.ALL)), new Store(directory).settings().subscriptions());
  }

  @Test
  void namesReachTheSystemAsArgumentsNotAsWordsOfAShell() {
    String hostile = "$(rm -rf x)\"; --icon=y";
    for (String system : List.of("Linux", "Mac OS X")) {
      List<String> command =
          new DesktopBell(Runnable::run, system).command(hostile, hostile).orElseThrow();
      assertEquals(2, command.stream().filter(hostile::equals).count());
      assertFalse(command.contains("sh"));
    }
    assertTrue(new DesktopBell(Runnable::run, "Windows 11").command("a", "b").isEmpty());
  }
}
