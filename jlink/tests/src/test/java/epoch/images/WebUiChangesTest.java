package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.topology.Topology;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What is changed is seen before, and taken back after. */
class WebUiChangesTest extends WebUi {
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
      browser.awaitText("Owner " + owner);
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
