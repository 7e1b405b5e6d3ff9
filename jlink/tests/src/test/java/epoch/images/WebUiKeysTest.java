package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Whoever types faster than the server answers loses no key, and sets off nothing by it. */
class WebUiKeysTest extends WebUi {
  private static final String TOPOLOGIES = "v1/topologies?";
  private static final String RUNS = "v1/runs?";

  @Test
  void whatIsPressedWhileTheRunsLoadIsDoneOnceTheyAreThere() throws IOException {
    signInWithFailed("early", "late");
    browser.holdBack(RUNS);
    browser.keys("g", "r", "j", "j");
    browser.awaitHeldBack();
    browser.awaitText("Failed since yesterday");
    assertFalse(browser.has("tr.cursor"));
    browser.keys(Keys.ENTER);
    browser.letGo();
    browser.awaitLocation("#/topologies/early/runs/");
    browser.awaitText("ERROR early");
  }

  @Test
  void whatIsPressedWhileTheTopologiesLoadIsDoneUnlessItChangesSomething() throws IOException {
    signInWithFailed("early", "late");
    browser.go("runs");
    browser.awaitSelector(".allruns .name");
    browser.holdBack(TOPOLOGIES);
    browser.go("topologies?sort=name");
    browser.awaitHeldBack();
    browser.keys("j", "x", "p", "r", Keys.DELETE, "j", "x", "k");
    browser.letGo();
    browser.awaitText("2 selected");
    browser.awaitTrue("the cursor on its first row", isAt("early"));
    assertEquals(0L, browser.script("return document.querySelectorAll('dialog').length"));
    browser.keys(Keys.ENTER);
    browser.awaitLocation("#/topologies/early");
  }

  @Test
  void keysAreForTheRowsThatTheAddressAsksForNotForThoseOfBefore() throws IOException {
    client.create(topology("fine", "true"));
    client.run("fine");
    signInWithFailed("early", "late");
    browser.keys("g", "r");
    browser.awaitSelector(".allruns .st.ok");
    browser.holdBack(RUNS);
    browser.press("Failed since yesterday");
    browser.awaitHeldBack();
    browser.keys("j");
    assertFalse(browser.has("tr.cursor"));
    browser.letGo();
    browser.awaitTrue("the cursor on the last failure", isAt("late"));
  }

  @Test
  void whoeverHasLeftThePageHasGivenUpWhatTheyPressedThere() throws IOException {
    signInWithFailed("early");
    browser.holdBack(RUNS);
    browser.keys("g", "r", "j", Keys.ENTER);
    browser.awaitHeldBack();
    browser.keys("g", "t");
    browser.awaitText("1 topology");
    browser.letGo();
    browser.keys("g", "r");
    browser.awaitSelector(".allruns .name");
    assertFalse(browser.has("tr.cursor"));
    assertEquals("#/runs", browser.script("return location.hash"));
  }

  @Test
  void aWholeWayIsTypedAtOnceHoweverSlowTheLineIs() throws IOException {
    client.create(
        topology(
            "broken",
            "for i in $(seq 300); do echo INFO line $i; done; echo ERROR one; echo ERROR two; exit 3"));
    client.run("broken");
    signIn();
    browser.slowDown(Duration.ofSeconds(1));
    browser.keys("grj", Keys.ENTER, "l]");
    browser.awaitText("ERROR two");
    browser.awaitSelector("li.e.here");
    browser.awaitInWindow("li.e.here");
    browser.awaitTrue(
        "the focus in the log", "return [...document.activeElement.classList].join() === 'log'");
  }

  @Test
  void eachStepThroughALogCounts() throws IOException {
    client.create(topology("broken", "for i in $(seq 9); do echo ERROR no $i; done; exit 3"));
    client.run("broken");
    signIn();
    browser.press("Failed");
    browser.awaitTrue("the last error", hereIs("ERROR no 9"));
    browser.keys("]", "]", "]");
    browser.awaitTrue("the third error", hereIs("ERROR no 3"));
    browser.keys("[", "]", "]");
    browser.awaitTrue("the fourth error", hereIs("ERROR no 4"));
  }

  @Test
  void theWindowThatGoesToANameWaitsForWhatIsFound() throws IOException {
    client.create(topology("runs-of-yesterday", "true"));
    signIn();
    browser.holdBack("q=runs");
    browser.keys(Keys.chord(Keys.CONTROL, "k"));
    browser.awaitSelector(".palette[open]");
    browser.keys("runs");
    browser.keys(Keys.ENTER);
    browser.awaitHeldBack();
    browser.letGo();
    browser.awaitLocation("#/topologies/runs-of-yesterday");
  }

  private void signIn() {
    browser.signIn("admin", "secret");
    browser.awaitSelector("table.topologies .name");
  }

  /** Before a list with topologies whose only runs have failed, one after the other. */
  private void signInWithFailed(String... names) throws IOException {
    for (String name : names) {
      client.create(topology(name, "echo ERROR %s; exit 1".formatted(name)));
      client.run(name);
    }
    signIn();
    browser.awaitTrue(
        "all of them to have failed",
        "return document.querySelectorAll('table.topologies .st.bad').length === " + names.length);
  }

  private static String isAt(String name) {
    return "return document.querySelector('tr.cursor .name')?.innerText.includes('%s') ?? false"
        .formatted(name);
  }

  private static String hereIs(String text) {
    return "return document.querySelector('li.here')?.innerText.includes('%s') ?? false"
        .formatted(text);
  }
}
