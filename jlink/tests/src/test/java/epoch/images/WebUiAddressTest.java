package epoch.images;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/**
 * Where somebody is stands in the address: it survives a reload, the way back, and being sent to
 * somebody.
 */
class WebUiAddressTest extends WebUi {
  /** The line at the top of the log. */
  private static final String TOP_LINE =
      """
      [...document.querySelectorAll(".log li")].find(each =>
        each.getBoundingClientRect().bottom > document.querySelector(".log").getBoundingClientRect().top + 1)?.innerText.trim()
      """;

  /** The line that the address says to be there. */
  private static final String NOTED =
      """
      document.querySelector(
        `.log li[data-at="${new URLSearchParams(location.hash.split("?")[1]).get("top")}"]`)?.innerText.trim()
      """;

  @Test
  void whatIsChosenIsFoundAgain() throws IOException {
    for (String name : List.of("one", "two", "three")) {
      client.create(topology(name, "true"));
    }
    browser.signIn("admin", "secret");
    browser.press("Select one");
    browser.press("Select three");
    browser.awaitText("2 selected");
    browser.awaitTrue("the address with both", "return location.hash.endsWith('?sel=one+three')");
    String sent = browser.location();
    browser.reload();
    browser.awaitText("2 selected");
    browser.press("Active: two");
    browser.awaitText("Next fires");
    browser.back();
    browser.awaitText("2 selected");
    browser.forward();
    browser.awaitText("Next fires");
    browser.keys(Keys.ESCAPE);
    browser.awaitText("2 selected");
    browser.go("runs");
    browser.awaitText("Failed since yesterday");
    browser.open(sent);
    browser.awaitText("2 selected");
    browser.shoot("topologies-chosen-1440-light");
    browser.press("Pause…");
    browser.awaitText("Pause 2 topologies?");
    browser.press("Pause 2");
    browser.awaitText("Paused 2 topologies.");
    browser.awaitNoText("2 selected");
    browser.awaitTrue("the address with none", "return !location.hash.includes('sel=')");
  }

  @Test
  void theLinesOfALogThatSomebodyReadsAreFoundAgain() throws IOException {
    client.create(topology("long", "for i in $(seq 3000); do echo INFO line $i; done"));
    client.run("long");
    browser.signIn("admin", "secret");
    browser.press("Completed");
    browser.awaitText("End of log, 3,000 lines");
    browser.script("document.querySelector('.log').scrollTop = 20000");
    // It moves, and the address with it, until all that is near has been drawn.
    browser.awaitTrue("the line at the top in the address", "return " + NOTED + " === " + TOP_LINE);
    String line = String.valueOf(browser.script("return " + TOP_LINE));
    assertTrue(line.contains("INFO line"), line);
    browser.reload();
    browser.awaitSelector(".log li");
    // It moves until all that is near has been drawn.
    browser.awaitTrue("the log where it was", "return (%s) === '%s'".formatted(TOP_LINE, line));
    browser.go("topologies");
    browser.awaitText("1 topology");
    browser.press("Select long");
    browser.awaitText("1 selected");
    browser.awaitTrue("its address", "return location.hash === '#/topologies?sel=long'");
  }
}
