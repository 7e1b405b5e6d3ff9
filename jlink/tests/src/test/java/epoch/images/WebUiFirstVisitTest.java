package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.RunRequest;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Somebody who was never told how, and somebody who has no mouse. */
class WebUiFirstVisitTest extends WebUi {
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
    browser.choose("How often", "every few m");
    browser.awaitText("Next 10 fires");
    browser.fill("Command", "echo hello from the form");
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
    int before = browser.clicks();
    browser.press("Failed");
    browser.awaitText("work failed");
    browser.awaitText("ERROR totals differ by 10");
    browser.awaitText("Show line 301");
    browser.press("Show line 301");
    browser.awaitInWindow("li.e.here");
    assertTrue(browser.clicks() - before <= 3, "three presses are enough");
    browser.awaitLocation("at=");
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
  void fromAFailureOfLastNightThatWentWellSinceInThreePresses()
      throws IOException, InterruptedException {
    client.create(
        topology("nightly", "test -z \"$BROKEN\" || { echo ERROR no disk left; exit 1; }"));
    client.changes().run("nightly", new RunRequest(Map.of("BROKEN", "yes"), null, null, null));
    browser.signIn("admin", "secret");
    browser.awaitSelector(".st.bad");
    client.run("nightly");
    browser.awaitSelector(".st.ok");
    int before = browser.clicks();
    browser.press("Runs");
    browser.press("Failed since yesterday");
    browser.awaitTrue(
        "the failures alone",
        "return document.querySelector('.allruns .st.bad') && !document.querySelector('.allruns .st.ok')");
    browser.press("nightly");
    browser.awaitText("work failed: exit code 1");
    browser.awaitText("ERROR no disk left");
    browser.awaitInWindow(".reason .said");
    assertEquals(3, browser.clicks() - before);
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
    // What can be done with it is known once it is there.
    browser.awaitText("Pause…");
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
  void fromTheDoorToATopologyThatFiresByKeyboardAlone() {
    browser.go("");
    browser.awaitText("Password");
    browser.keys("admin", Keys.TAB, "secret", Keys.ENTER);
    browser.awaitText("No topology yet");
    browser.keys("c");
    browser.awaitText("Letters, digits");
    browser.keys("often");
    browser.tabTo("How often");
    browser.arrowTo("at an interval");
    browser.tabTo("Every");
    browser.keys(Keys.chord(Keys.CONTROL, "a"), "2 s");
    browser.tabTo("Command");
    browser.keys("echo hello", Keys.ENTER);
    browser.awaitText("Every 2 s");
    browser.awaitSelector("main .st.ok");
    assertEquals(0, browser.clicks(), "without a mouse");
    System.out.printf("From the door to a topology that fires: %d keys%n", browser.strokes());
    browser.shoot("topology-by-keyboard-1440-light");
  }

  @Test
  void fromAFailureToTheLineThatSaysWhyByKeyboardAlone() throws IOException {
    client.create(topology("fine", "true"));
    client.create(
        topology(
            "broken",
            "for i in $(seq 300); do echo INFO line $i; done; echo ERROR totals differ by 10; exit 3"));
    client.run("broken");
    browser.go("");
    browser.awaitText("Password");
    browser.keys("admin", Keys.TAB, "secret", Keys.ENTER);
    browser.awaitSelector(".st.bad");
    int before = browser.strokes();
    browser.keys("g", "r");
    browser.awaitText("Failed since yesterday");
    browser.keys("j");
    browser.awaitSelector("tr.cursor");
    browser.keys(Keys.ENTER);
    browser.awaitText("ERROR totals differ by 10");
    browser.awaitSelector("li.e.here");
    browser.keys("l");
    browser.awaitInWindow("li.e.here");
    assertEquals(0, browser.clicks(), "without a mouse");
    assertTrue(browser.strokes() - before <= 5, "five keys are enough");
  }
}
