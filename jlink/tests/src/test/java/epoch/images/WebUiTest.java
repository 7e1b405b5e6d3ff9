package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.DatesWindow;
import epoch.api.calendar.Weekday;
import epoch.api.calendar.WeeklyWindow;
import epoch.api.client.ClientOptions;
import epoch.api.client.EpochClient;
import epoch.api.container.CommandExecutable;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.EveryTrigger;
import epoch.api.topology.Overlap;
import epoch.api.topology.Policy;
import epoch.api.topology.Retry;
import epoch.api.topology.RetryOn;
import epoch.api.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The web UI of the image in a real browser, as somebody meets it who was never told how. */
@Timeout(300)
class WebUiTest {
  private static final String HOURLY = "0 0 * * * ?";
  private static final String MARKUP =
      "<img src=x onerror=document.title=1><b>bold</b>&amp;\"'`${1}";

  @TempDir private Path directory;
  private final int port = EpochProcess.freePort();
  private EpochProcess epoch;
  private EpochClient client;
  private Browser browser;

  @BeforeEach
  void start() {
    assumeTrue(Browser.present(), "there is no chromium with its driver on the PATH");
    epoch = run();
    client = new EpochClient(ClientOptions.of("http://127.0.0.1:" + port, "admin", "secret"));
    browser = Browser.open(port, directory, 1440, 900);
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (client != null) {
      client.close();
    }
    if (epoch != null) {
      epoch.close();
    }
  }

  private EpochProcess run() {
    EpochProcess started =
        EpochProcess.epoch(
            Map.of("ADMIN_PASSWORD", "secret", "GUEST_PASSWORD", "look"),
            "standalone",
            "--port",
            Integer.toString(port),
            "--admin-port",
            "0",
            "--data-dir",
            directory.resolve("data").toString());
    started.awaitOutput(Pattern.compile("Epoch is up"), Duration.ofSeconds(60));
    return started;
  }

  private static Topology topology(String name, String script) {
    return Topology.of(
        name,
        ContainerTask.of("work", CommandExecutable.shell(script), 1, 16),
        CronTrigger.of(HOURLY));
  }

  @Test
  void fromTheDoorToATopologyThatRunsWithoutReading() {
    browser.go("");
    browser.awaitText("Password");
    browser.assertAccessible("login");
    browser.shoot("login-1440-light");
    browser.signIn("admin", "secret");
    browser.awaitText("No topology yet");
    browser.shoot("topologies-none-1440-light");
    browser.press("New topology");
    browser.fill("Name", "nightly");
    browser.field("How often").sendKeys("every few m");
    browser.awaitText("Next 10 fires");
    browser.field("Runs").sendKeys("a command");
    browser.fill("Command", "sh -c 'echo hello from the form'");
    browser.assertAccessible("form");
    browser.shoot("create-1440-light");
    browser.press("Create");
    browser.awaitText("Next fires");
    browser.press("Run now…");
    browser.awaitText("Run nightly now?");
    browser.press("Run now");
    browser.awaitText("hello from the form");
    browser.awaitText("Completed");
    browser.assertAccessible("run");
    browser.shoot("run-ended-1440-light");
  }

  @Test
  void fromAFailureToTheLineThatSaysWhyInThreePresses() throws IOException, InterruptedException {
    client.create(topology("fine", "true"));
    client.create(
        topology(
            "broken",
            "for i in $(seq 300); do echo INFO line $i; done; echo ERROR totals differ by 10; exit 3"));
    client.run("broken");
    browser.signIn("admin", "secret");
    browser.awaitSelector(".st.bad");
    browser.press("Failed");
    browser.awaitText("work failed");
    browser.awaitText("ERROR totals differ by 10");
    browser.awaitText("Show line 301");
    browser.press("Show line 301");
    browser.awaitSelector("li.e.here");
    assertTrue(browser.location().contains("at="), browser.location());
    browser.shoot("run-failed-1440-light");
    browser.colours("dark");
    browser.shoot("run-failed-1440-dark");
    browser.assertAccessible("failed run, dark");
    browser.fill("Search in this log", "line 123");
    browser.awaitSelector(".hits");
    browser.keys(Keys.ENTER);
    browser.awaitSelector("li.here mark");
    browser.press("Retry failed…");
    browser.awaitText("Retry what failed?");
    browser.press("Retry");
    browser.awaitNoText("Retry what failed?");
  }

  @Test
  void theSameByKeyboardAlone() throws IOException {
    client.create(topology("broken", "echo ERROR no disk left; exit 1"));
    client.run("broken");
    browser.signIn("admin", "secret");
    browser.awaitSelector(".st.bad");
    browser.keys("j");
    browser.awaitSelector("tr.cursor");
    browser.keys(Keys.ENTER);
    browser.awaitText("Next fires");
    browser.keys("g", "r");
    browser.awaitText("Failed since yesterday");
    browser.awaitText("broken");
    browser.keys("j");
    browser.awaitSelector("tr.cursor");
    browser.keys(Keys.ENTER);
    browser.awaitText("ERROR no disk left");
    browser.keys("?");
    browser.awaitText("go to anything");
    browser.keys(Keys.ESCAPE);
    browser.awaitNoText("go to anything");
    browser.keys(Keys.chord(Keys.CONTROL, "k"));
    browser.awaitSelector(".palette[open]");
    browser.keys("brok");
    browser.awaitSelector(".palette [role=option] .odd, .palette [role=option] .ok");
    browser.keys(Keys.ENTER);
    browser.awaitText("Next fires");
    browser.keys("p");
    browser.awaitText("Pause broken?");
    browser.keys(Keys.ENTER);
    browser.awaitText("Paused broken.");
    browser.keys(Keys.chord(Keys.CONTROL, "z"));
    browser.awaitText("Undone: broken is active again.");
    browser.keys("c");
    browser.awaitText("Letters, digits, - and _");
  }

  @Test
  void nobodyIsKeptOutOfAnyPageInAnyColourOrWidth() throws IOException {
    client.create(topology("fine", "true"));
    client.create(topology("broken", "exit 1"));
    client.create(topology("idle", "true"));
    client.pause("idle");
    client.run("fine");
    client.run("broken");
    browser.signIn("admin", "secret");
    browser.awaitSelector(".st.bad");
    for (String page :
        List.of(
            "topologies",
            "topologies/broken",
            "topologies/broken/runs",
            "topologies/broken/ledger",
            "topologies/broken/revisions",
            "topologies/broken/definition",
            "topologies/broken/edit",
            "new",
            "import",
            "runs",
            "calendars",
            "calendars/none",
            "new-calendar",
            "cluster",
            "audit",
            "api")) {
      browser.go(page);
      browser.awaitSelector("main h1, main h2");
      browser.awaitSelector(
          "main .grid, main form, main dl, main pre, main details, main .empty, main .json");
      for (String colours : List.of("light", "dark")) {
        browser.colours(colours);
        browser.assertAccessible(page + ", " + colours);
        for (int width : List.of(1440, 1024, 390, 360)) {
          browser.size(width, width > 800 ? 900 : 844);
          browser.assertFits(page + " at " + width);
          if (width != 360) {
            browser.shoot(page.replace('/', '-') + "-" + width + "-" + colours);
          }
        }
        browser.size(1440, 900);
      }
    }
  }

  @Test
  void whoMayOnlyLookSeesNoButtonToChangeAnything() throws IOException {
    client.create(topology("fine", "true"));
    client.run("fine");
    browser.signIn("guest", "look");
    browser.awaitText("fine");
    assertFalse(browser.has("tbody input[type=checkbox]"));
    for (String page : List.of("topologies", "topologies/fine", "runs", "cluster")) {
      browser.go(page);
      browser.awaitSelector("main .grid, main .chart, main dl");
      for (String verb :
          List.of(
              "New topology",
              "Import…",
              "Run now…",
              "Pause…",
              "Edit",
              "Delete…",
              "Hold firing…",
              "Audit")) {
        assertFalse(browser.text().lines().anyMatch(verb::equals), verb + " on " + page);
      }
    }
    browser.go("new");
    browser.awaitText("You may look, not change");
    browser.shoot("read-only-1440-light");
  }

  @Test
  void textThatLooksLikeMarkupStaysText() throws IOException {
    Topology hostile = topology("hostile", "echo \"$EVIL\"; echo \"ERROR $EVIL\"; exit 1");
    ContainerTask task = (ContainerTask) hostile.task();
    client.create(
        new Topology(
            "hostile",
            task.with(task.executable(), task.resources(), task.volumes(), Map.of("EVIL", MARKUP)),
            hostile.trigger(),
            null,
            null,
            Map.of("label", "x"),
            MARKUP,
            MARKUP,
            null,
            Map.of()));
    client.run("hostile");
    browser.signIn("admin", "secret");
    browser.awaitSelector(".st.bad");
    for (String page :
        List.of(
            "topologies?q=" + "%3Cb%3E",
            "topologies",
            "topologies/hostile",
            "topologies/hostile/definition",
            "topologies/hostile/edit",
            "runs?q=%3Cb%3Ebold",
            "audit?who=%3Cb%3E")) {
      browser.go(page);
      browser.awaitSelector("main h1");
      assertEquals(
          0L,
          browser.script("return document.querySelectorAll('main img, main b:not(.log b)').length"),
          page);
    }
    browser.go("topologies");
    browser.press("Failed");
    browser.awaitText("<b>bold</b>");
    assertEquals(0L, browser.script("return document.querySelectorAll('img').length"));
    assertFalse("1".equals(browser.script("return document.title")));
  }

  @Test
  void aLostConnectionIsSaidAndCaughtUp() throws IOException {
    client.create(topology("fine", "true"));
    browser.signIn("admin", "secret");
    browser.awaitText("fine");
    browser.awaitText("Live");
    epoch.close();
    browser.awaitText("Stale since");
    browser.shoot("topologies-stale-1440-light");
    browser.assertAccessible("stale");
    epoch = run();
    // A new one, without connections to what is gone.
    client.close();
    client = new EpochClient(ClientOptions.of("http://127.0.0.1:" + port, "admin", "secret"));
    awaitLeader();
    client.create(topology("meanwhile", "true"));
    browser.awaitText("meanwhile");
    browser.awaitNoText("Stale since");
    browser.awaitText("Live");
  }

  /** A node that has just started listens a moment before it leads. */
  private void awaitLeader() {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!answers()) {
      assertTrue(System.nanoTime() < end, "nobody leads");
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private boolean answers() {
    try {
      return client.topologies() != null;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Test
  void manyAreChangedAfterTheDryRunWasSeen() throws IOException {
    client.create(topology("one", "true"));
    client.create(topology("two", "true"));
    client.create(topology("three", "true"));
    client.pause("three");
    browser.signIn("admin", "secret");
    browser.awaitText("three");
    browser.press("Select all on this page");
    browser.awaitText("3 selected");
    browser.press("Pause…");
    browser.awaitText("Pause 2 of 3 topologies?");
    browser.assertAccessible("dialog");
    browser.shoot("bulk-1440-light");
    browser.press("Pause 2");
    browser.awaitText("Paused 2 topologies.");
    browser.press("Undo");
    browser.awaitText("Undone: 2 topologies active again.");
    browser.press("Select all on this page");
    browser.press("Pause…");
    browser.press("Pause 2");
    browser.awaitText("Paused 2 topologies.");
    browser.go("topologies?state=PAUSED");
    browser.awaitText("3 matching");
    browser.press("Select all on this page");
    browser.press("Delete…");
    browser.awaitText("Delete 3 topologies?");
    browser.press("Delete 3");
    browser.awaitText("Nothing matches");
  }

  @Test
  void anEditShowsItsDifferenceAndTheOtherSideOfAConflict()
      throws IOException, InterruptedException {
    client.create(topology("shared", "true"));
    browser.signIn("admin", "secret");
    browser.go("topologies/shared/edit");
    browser.awaitText("None so far.");
    browser.fill("Owner", "mine");
    browser.awaitText("Save 1 change");
    browser.go("runs");
    browser.awaitText("Failed since yesterday");
    browser.go("topologies/shared/edit");
    browser.awaitText("What you had not saved is here again.");
    browser.awaitText("Save 1 change");
    browser.press("YAML");
    browser.awaitSelector("#text");
    assertTrue(
        String.valueOf(browser.script("return document.querySelector('#text').value"))
            .contains("owner: mine"));
    browser.press("Form");
    Topology theirs = client.topology("shared").topology();
    client.update(
        new Topology(
            theirs.name(),
            theirs.task(),
            theirs.trigger(),
            null,
            null,
            null,
            null,
            "theirs",
            null,
            Map.of()));
    browser.press("Save 1 change");
    browser.awaitText("Somebody changed it meanwhile");
    browser.shoot("conflict-1440-light");
    browser.assertAccessible("conflict");
    browser.press("Go on");
    browser.awaitText("Save 1 change");
    browser.press("Save 1 change");
    browser.awaitText("Next fires");
    Topology saved = client.topology("shared").topology();
    assertEquals("mine", saved.owner());
    assertEquals("theirs", saved.description());
    browser.go("topologies/shared/revisions");
    browser.awaitText("the last 3 versions");
    browser.shoot("revisions-1440-light");
  }

  @Test
  void anEditIsTakenBackUnlessSomebodyElseEditedSince() throws IOException, InterruptedException {
    client.create(topology("shared", "true"));
    browser.signIn("admin", "secret");
    for (String owner : List.of("first", "second")) {
      browser.go("topologies/shared/edit");
      browser.awaitText("None so far.");
      browser.fill("Owner", owner);
      browser.press("Save 1 change");
      browser.awaitText("Saved shared.");
    }
    browser.keys(Keys.chord(Keys.CONTROL, "z"));
    browser.awaitText("Undone: shared is as it was before you saved it.");
    assertEquals("first", client.topology("shared").topology().owner());
    client.update(topology("shared", "echo somebody else"));
    browser.keys(Keys.chord(Keys.CONTROL, "z"));
    browser.awaitText("It could not be undone");
    browser.awaitText("Somebody changed it since.");
    browser.go("topologies");
    browser.awaitNoText("Somebody changed it since.");
    assertEquals(null, client.topology("shared").topology().owner());
  }

  @Test
  void severalTasksAreMadeOrderedAndSeenInTheirRun() throws IOException {
    browser.signIn("admin", "secret");
    browser.go("new");
    browser.fill("Name", "pipeline");
    browser.field("Runs").sendKeys("a command");
    browser.fill("Command", "sh -c 'echo the load'");
    browser.press("Another task");
    browser.fillIn("main", "Task name", "load");
    browser.fillIn("task-1", "Command", "sh -c 'echo the extract'");
    browser.fillIn("task-1", "Task name", "extract");
    browser.press("Earlier extract");
    browser.assertAccessible("several tasks");
    browser.shoot("create-several-1440-light");
    browser.press("Create");
    browser.awaitText("Next fires");
    browser.awaitText("One after the other, until one fails");
    assertEquals(
        List.of("extract", "load"),
        client.topology("pipeline").topology().task().containers().stream()
            .map(ContainerTask::taskName)
            .toList());
    browser.press("Run now…");
    browser.press("Run now");
    browser.awaitText("2 completed");
    browser.awaitText("the extract");
    browser.shoot("run-several-1440-light");
    browser.go("topologies/pipeline/edit");
    browser.awaitText("None so far.");
    browser.press("Remove load");
    browser.awaitNoText("None so far.");
    browser.keys(Keys.chord(Keys.CONTROL, "z"));
    browser.awaitText("None so far.");
  }

  @Test
  void whyItDidNotRunStandsWhereItIsLookedFor() throws IOException {
    client.create(topology("quiet", "true"));
    browser.signIn("admin", "secret");
    browser.awaitText("quiet");
    assertTypedTextStays("[data-search]", "epoch-topologies", "qui");
    browser.pressFirst("a[href*='late=true']");
    browser.awaitText("Nothing matches");
    browser.go("topologies/quiet");
    browser.awaitText("The last fire");
    browser.awaitText("It was not due in the time that is remembered");
    browser.press("Ask about another");
    browser.awaitText("Why did it run, or not, at");
    assertTypedTextStays("#why-at", "epoch-why", "2026-01-01T12:07");
    browser.press("Ask");
    browser.awaitText("Its schedule did not name");
    browser.assertAccessible("why");
    browser.shoot("why-1440-light");
  }

  /** The page is drawn again each second; what somebody is typing then has to stay. */
  private void assertTypedTextStays(String field, String element, String text) {
    assertEquals(
        text,
        browser.script(
            """
            const field = document.querySelector("%s"), element = document.querySelector("%s");
            field.value = "%s";
            field.dispatchEvent(new Event("input", {bubbles: true}));
            element.requestUpdate();
            return element.updateComplete.then(() => field.value);
            """
                .formatted(field, element, text)));
  }

  @Test
  void everyPolicyIsEditedInTheFormAndNothingIsLostOnTheWay() throws IOException {
    browser.signIn("admin", "secret");
    browser.go("new");
    browser.fill("Name", "treated");
    browser.field("Runs").sendKeys("a command");
    browser.fill("Command", "true");
    browser.press("Another schedule");
    browser.fieldIn("Schedule 2", "How often").sendKeys("at an interval");
    browser.fillIn("Schedule 2", "Every", "90 min");
    browser.field("If it fails").sendKeys("try it again");
    browser.fill("Attempts in all", "4");
    browser.fill("Wait before the second", "5s");
    browser.press("Drove lost it");
    browser.fill("An attempt may take", "10 min");
    browser.field("Still running at the next fire").sendKeys("Wait until");
    browser.fill("A run may take", "45 min");
    browser.fill("A fire may begin late by", "20 min");
    browser.fill("Pause after failures in a row", "3");
    browser.fill("Concurrency group", "batch");
    browser.fill("Priority", "-5");
    browser.fill("Spread fires over", "2 min");
    browser.awaitText("Every 90 min");
    browser.assertAccessible("policies");
    browser.shoot("create-policies-1440-light");
    browser.press("Create");
    browser.awaitText("Wait for the one before");
    Topology made = client.topology("treated").topology();
    Policy policy = made.effectivePolicy();
    assertEquals(Overlap.QUEUE, policy.overlap());
    assertEquals("45 min", policy.runTimeout());
    assertEquals("20 min", policy.startDeadline());
    assertEquals("2 min", policy.jitter());
    assertEquals(3, policy.pauseAfterFailures());
    assertEquals("batch", policy.group());
    assertEquals(-5, policy.priority());
    assertEquals(List.of(EveryTrigger.of("90 min")), made.triggers());
    ContainerTask task = made.task().containers().getFirst();
    assertEquals("10 min", task.timeout());
    assertEquals(
        new Retry(4, "5s", null, List.of(RetryOn.FAILED, RetryOn.TIMEOUT, RetryOn.LOST), Map.of()),
        task.retry());
    browser.shoot("topology-policies-1440-light");
    browser.go("topologies/treated/edit");
    browser.awaitText("None so far.");
    for (String form : List.of("JSON", "YAML", "Form")) {
      browser.press(form);
      browser.awaitText("None so far.");
    }
    browser.press("Remove schedule 2");
    browser.field("If it fails").sendKeys("that is");
    browser.fill("Spread fires over", "");
    browser.press("JSON");
    browser.awaitSelector("#text");
    browser.press("Save 3 changes");
    browser.awaitText("Saved treated.");
    Topology changed = client.topology("treated").topology();
    assertEquals(null, changed.triggers());
    assertEquals(null, changed.task().containers().getFirst().retry());
    assertEquals(null, changed.effectivePolicy().jitter());
    assertEquals("45 min", changed.effectivePolicy().runTimeout());
  }

  @Test
  void aGraphIsDrawnAsItRanWithEveryAttempt() throws IOException {
    browser.signIn("admin", "secret");
    browser.go("new");
    browser.fill("Name", "graph");
    browser.field("Runs").sendKeys("a command");
    browser.fill("Task name", "extract");
    browser.fill("Command", "true");
    browser.press("Another task");
    browser.fillIn("task-1", "Command", "sh -c 'echo ERROR no rows; exit 3'");
    browser.pressIn("task-1", "Environment, arguments, volumes, retry, timeout");
    browser.fieldIn("task-1", "If it fails").sendKeys("try it again");
    browser.fillIn("task-1", "Attempts in all", "2");
    browser.fillIn("task-1", "Wait before the second", "1s");
    browser.fillIn("task-1", "Task name", "load");
    browser.press("Another task");
    browser.fillIn("task-1", "Command", "true");
    browser.fillIn("task-1", "Task name", "publish");
    browser.press("Another task");
    browser.fillIn("task-1", "Command", "true");
    browser.fillIn("task-1", "Task name", "tell");
    browser.field("Order").sendKeys("Each as soon");
    browser.pressIn("tell", "publish");
    browser.pressIn("tell", "load");
    browser.fieldIn("tell", "If of these").sendKeys("at least");
    browser.assertAccessible("graph");
    browser.shoot("create-graph-1440-light");
    browser.press("Create");
    browser.awaitText("Each as soon as those before it allow");
    browser.press("Run now…");
    browser.press("Run now");
    browser.awaitText("load failed");
    browser.awaitText("Attempts at load");
    browser.awaitSelector(".edge.cut-off");
    browser.awaitText("ERROR no rows");
    browser.assertAccessible("run of a graph");
    browser.shoot("run-graph-1440-light");
    browser.size(390, 844);
    browser.assertFits("run of a graph");
    browser.shoot("run-graph-390-light");
  }

  @Test
  void aCalendarIsMadeNamedByATopologyAndCannotBeDeletedWhileItIs() throws IOException {
    browser.signIn("admin", "secret");
    browser.go("calendars");
    browser.awaitText("No calendar yet");
    browser.press("New calendar");
    browser.fill("Name", "freeze");
    browser.fill("Time zone", "Europe/Berlin");
    browser.press("Days");
    browser.fillIn("Window 1", "Title", "Christmas");
    browser.fillIn("Window 1", "Days", "--12-25");
    browser.awaitText("Christmas");
    browser.press("Every week");
    browser.fillIn("Window 2", "From", "22:00");
    browser.fillIn("Window 2", "To", "25:00");
    browser.press("Create");
    browser.awaitText("is no time of day");
    browser.assertAccessible("calendar form");
    browser.fillIn("Window 2", "To", "06:00");
    browser.press("Create");
    browser.awaitText("25 Dec every year");
    browser.awaitText("Sat and Sun, 22:00 to 06:00");
    browser.assertAccessible("calendar");
    browser.shoot("calendar-1440-light");
    Calendar made = client.calendars().find("freeze").calendar();
    assertEquals(
        List.of(
            new DatesWindow(List.of("--12-25"), null, "Christmas", Map.of()),
            WeeklyWindow.of(List.of(Weekday.SAT, Weekday.SUN), "22:00", "06:00")),
        made.windows());
    client.create(topology("quiet", "true"));
    browser.go("topologies/quiet/edit");
    browser.press("freeze");
    browser.field("A fire in such a time").sendKeys("Run the latest");
    browser.press("Save 1 change");
    browser.awaitText("freeze; then the latest");
    assertEquals(
        List.of("freeze"), client.topology("quiet").topology().effectivePolicy().calendars());
    browser.go("calendars/freeze");
    browser.awaitText("quiet");
    browser.press("Delete…");
    browser.awaitText("1 topology names it");
    browser.pressFirst("dialog button[type=submit]");
    browser.awaitSelector("dialog [role=alert]");
    browser.press("Cancel");
    browser.go("calendars");
    browser.awaitText("freeze");
    browser.shoot("calendars-1440-light");
  }

  @Test
  void holdStopsEverythingOnEveryPageUntilItIsReleased() {
    browser.signIn("admin", "secret");
    browser.go("cluster");
    browser.press("Hold firing…");
    browser.fill("Reason", "storage maintenance");
    browser.shoot("hold-1440-light");
    browser.pressFirst("dialog button[type=submit]");
    browser.awaitText("Held since");
    browser.go("topologies");
    browser.awaitText("storage maintenance");
    browser.assertAccessible("held");
    browser.go("cluster");
    browser.press("Release…");
    browser.awaitText("Run the latest");
    browser.press("Release");
    browser.awaitText("Topologies fire as scheduled");
  }
}
