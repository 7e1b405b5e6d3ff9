package epoch.images;

import static org.junit.jupiter.api.Assertions.assertFalse;
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
  @Test
  void whatIsChosenIsFoundAgain() throws IOException {
    for (String name : List.of("one", "two", "three")) {
      client.create(topology(name, "true"));
    }
    browser.signIn("admin", "secret");
    browser.press("Select one");
    browser.press("Select three");
    browser.awaitText("2 selected");
    String sent = browser.location();
    assertTrue(sent.endsWith("?sel=one+three"), sent);
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
    assertFalse(browser.location().contains("sel="), browser.location());
  }
}
