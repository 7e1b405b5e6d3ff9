package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.DatesWindow;
import epoch.api.container.CommandExecutable;
import epoch.api.rest.ImportMode;
import epoch.api.rest.PauseRequest;
import epoch.api.rest.RunRequest;
import epoch.api.topology.ContainerTask;
import epoch.api.topology.CronTrigger;
import epoch.api.topology.Topology;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What every page has to be, for everybody, whatever is on it. */
class WebUiPagesTest extends WebUi {
  private static final int MANY = 5_000;
  private static final List<String> KINDS =
      List.of("settlement", "report", "reconcile-ledgers-of-all-merchants-nightly", "cleanup");
  private static final String MARKUP =
      "<img src=x onerror=document.title=1><b>bold</b>&amp;\"'`${1}";

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
      look(page, "");
    }
  }

  @Test
  void noneAndFiveThousandAreAsGoodToLookAtAsThree() throws IOException {
    browser.signIn("admin", "secret");
    for (String page : List.of("topologies", "runs", "calendars", "cluster", "audit")) {
      browser.go(page);
      browser.awaitSelector("main .empty, main .grid, main dl");
      look(page, "0-");
    }
    for (int from = 0; from < MANY; from += MANY / 10) {
      client
          .changes()
          .importAll(
              IntStream.range(from, from + MANY / 10).mapToObj(WebUiPagesTest::oneOfMany).toList(),
              ImportMode.CREATE,
              false,
              false,
              null);
    }
    browser.go("topologies");
    browser.awaitText("of 5,000");
    look("topologies", "5000-");
    browser.press("Select all on this page");
    browser.press("Select all 5,000 matching");
    browser.awaitText("All 5,000 matching selected");
    look("topologies-selected", "5000-");
    browser.reload();
    browser.awaitText("All 5,000 matching selected");
    browser.keys(Keys.ESCAPE);
    for (int page = 1; page <= 3; page++) {
      browser.press("Select all on this page");
      browser.awaitText(page * 50 + " selected");
      browser.press("Next 50");
      browser.awaitText(page * 50 + 1 + "–");
    }
    assertTrue(browser.location().length() < 2_200, browser.location());
    browser.reload();
    browser.awaitText("150 selected");
    browser.keys(Keys.ESCAPE);
    browser.go("topologies");
    browser.fill("Search topologies", "job-4321");
    browser.awaitText("1 matching");
    for (String page : List.of("runs", "cluster", "audit")) {
      browser.go(page);
      browser.awaitSelector("main .grid, main dl");
      look(page, "5000-");
    }
  }

  /** Due a few times a minute all together. */
  private static Topology oneOfMany(int i) {
    return Topology.of(
        "job-%04d-%s".formatted(i, KINDS.get(i % KINDS.size())),
        ContainerTask.of("work", CommandExecutable.shell("true"), 1, 16),
        CronTrigger.of("0 %d %d * * ?".formatted(i % 60, i / 60 % 24)));
  }

  /** Looks at the page that is open in both colours and all widths. */
  private void look(String page, String prefix) {
    for (String colours : List.of("light", "dark")) {
      browser.colours(colours);
      browser.assertAccessible(prefix + page + ", " + colours);
      for (int width : List.of(1440, 1024, 390, 360)) {
        browser.size(width, width > 800 ? 900 : 844);
        browser.assertFits(prefix + page + " at " + width);
        if (width != 360) {
          browser.shoot(prefix + page.replace('/', '-') + "-" + width + "-" + colours);
        }
      }
      browser.size(1440, 900);
    }
    browser.colours("light");
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
    client.changes().run("hostile", new RunRequest(Map.of("TOO", MARKUP), null, MARKUP, null));
    client.changes().pause("hostile", new PauseRequest(MARKUP, null));
    client
        .calendars()
        .create(
            new Calendar(
                "hostile",
                MARKUP,
                null,
                List.of(new DatesWindow(List.of("--12-25"), null, MARKUP, Map.of())),
                Map.of()));
    browser.signIn("admin", "secret");
    browser.awaitSelector(".st.bad");
    client.hold(MARKUP);
    for (String page :
        List.of(
            "topologies?q=%3Cb%3E",
            "topologies",
            "topologies/hostile",
            "topologies/hostile/definition",
            "topologies/hostile/edit",
            "calendars",
            "calendars/hostile",
            "calendars/hostile/edit",
            "cluster",
            "runs?q=%3Cb%3Ebold",
            "audit",
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
    client = newClient();
    awaitLeader();
    client.create(topology("meanwhile", "true"));
    browser.awaitText("meanwhile");
    browser.awaitNoText("Stale since");
    browser.awaitText("Live");
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
}
