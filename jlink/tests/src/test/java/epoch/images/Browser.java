package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * A real Chromium, as somebody sits before it: it goes to pages, presses what has a name, types,
 * and waits for what is to be seen. Every wait has a deadline; screenshots are kept in {@code
 * target/screenshots}.
 */
final class Browser implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path SHOTS = Path.of("target", "screenshots");

  /** More than any page has of what can be focused. */
  private static final int MOST_TABS = 200;

  /** Lets a test hold back answers of the server, of which the part of an address is named. */
  private static final String HOLDS_ANSWERS =
      """
      window.held = {part: undefined, waiting: []};
      const ask = window.fetch.bind(window);
      window.fetch = async (where, how) => {
        if (held.part && where.includes(held.part)) await new Promise(go => held.waiting.push(go));
        return ask(where, how);
      };
      """;

  private final ChromeDriver driver;
  private final String address;
  private int clicks;
  private int strokes;

  private Browser(ChromeDriver driver, String address) {
    this.driver = driver;
    this.address = address;
  }

  /** Opens a window of that size, in light colours. */
  static Browser open(int port, Path directory, int width, int height) {
    ChromeDriver driver = Chromium.start(directory.resolve("browser-" + port + "-" + width));
    driver.executeCdpCommand(
        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", HOLDS_ANSWERS));
    Browser browser = new Browser(driver, "http://127.0.0.1:" + port + "/");
    browser.size(width, height);
    return browser;
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** What the system of the reader prefers: {@code light} or {@code dark}. */
  void colours(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Every answer takes so much longer from now on, also that of a page's own code. */
  void slowDown(Duration by) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline",
            false,
            "latency",
            by.toMillis(),
            "downloadThroughput",
            -1,
            "uploadThroughput",
            -1));
  }

  /**
   * What this page asks of addresses with a part is not answered until {@link #letGo}; a page that
   * is loaded anew knows nothing of it.
   */
  void holdBack(String part) {
    driver.executeScript("held.part = arguments[0]", part);
  }

  /** Waits until something is held back. */
  void awaitHeldBack() {
    awaitTrue("a question that is held back", "return held.waiting.length > 0");
  }

  void letGo() {
    driver.executeScript("held.part = undefined; held.waiting.splice(0).forEach(go => go())");
  }

  /** Goes to a page, such as {@code runs}. */
  void go(String page) {
    driver.get(address + "#/" + page);
  }

  /** Opens an address that somebody sent. */
  void open(String sent) {
    driver.get("about:blank");
    driver.get(sent);
  }

  void reload() {
    driver.navigate().refresh();
  }

  void back() {
    driver.navigate().back();
  }

  void forward() {
    driver.navigate().forward();
  }

  /** Signs in, where the page asks for it. */
  void signIn(String name, String password) {
    driver.get(address);
    field("Name").sendKeys(name);
    field("Password").sendKeys(password, Keys.ENTER);
    awaitText("Sign out");
  }

  /** Presses the first that is to be seen with exactly this text or label. */
  void press(String name) {
    await(
        "something to press that says " + name,
        () ->
            visible(
                    By.xpath(
                        "//*[self::a or self::button or self::summary or self::label or self::input or @role='option']"
                            + "[normalize-space(.)=\"%1$s\" or @aria-label=\"%1$s\"]"
                                .formatted(name)))
                .filter(WebElement::isEnabled)
                .map(found -> {
                  // What stays at the window's edges would be hit in its place.
                  driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", found);
                  return click(found);
                }));
  }

  /** Presses what says exactly this within a group of fields that has a name. */
  void pressIn(String group, String name) {
    await(
        "something to press that says " + name + " in " + group,
        () ->
            visible(
                    By.xpath(
                        "//*[@role='group'][@aria-label=\"%s\"]//*[self::button or self::summary or self::label][normalize-space(.)=\"%s\"]"
                            .formatted(group, name)))
                .map(found -> {
                  driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", found);
                  return click(found);
                }));
  }

  private WebElement click(WebElement found) {
    found.click();
    clicks++;
    return found;
  }

  /** Presses the first of a selector. */
  void pressFirst(String css) {
    await(css, () -> visible(By.cssSelector(css)).map(this::click));
  }

  /** Presses keys, wherever the focus is. */
  void keys(CharSequence... keys) {
    for (CharSequence each : keys) {
      strokes += each.length();
    }
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /**
   * Goes on with the tabulator until what has that name, or a name that begins so, has the focus.
   */
  void tabTo(String name) {
    for (int i = 0; i < MOST_TABS; i++) {
      keys(Keys.TAB);
      if (focused().startsWith(name)) {
        return;
      }
    }
    shoot("failed");
    throw new AssertionError("The tabulator does not come to " + name + " at " + location());
  }

  /**
   * Goes down in the list that has the focus until what begins so is chosen. Not by typing: a list
   * forgets the letters before whenever one of them is late.
   */
  void arrowTo(String option) {
    for (int i = 0; i < MOST_TABS; i++) {
      if (chosen().startsWith(option)) {
        return;
      }
      keys(Keys.DOWN);
    }
    shoot("failed");
    throw new AssertionError("The arrow does not come to " + option + " at " + location());
  }

  private String chosen() {
    return String.valueOf(
        driver.executeScript(
            "return document.activeElement.selectedOptions?.[0]?.textContent.trim()"));
  }

  /** The name of what has the focus. */
  String focused() {
    return String.valueOf(
        driver.executeScript(
            """
            const it = document.activeElement;
            const name = it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent ?? "";
            return name.trim().replace(/\\s+/g, " ");
            """));
  }

  /** How often the mouse was pressed. */
  int clicks() {
    return clicks;
  }

  /** How many keys were pressed by whoever used {@link #keys} and {@link #tabTo} alone. */
  int strokes() {
    return strokes;
  }

  /** The field with that label. */
  WebElement field(String label) {
    String labelled = "//label[starts-with(normalize-space(.),\"%s\")]".formatted(label);
    return await(
        "a field " + label,
        () ->
            visible(By.xpath("//*[@aria-label=\"%s\"]".formatted(label)))
                .or(() -> visible(By.xpath("//*[@id=(%s/@for)]".formatted(labelled))))
                .or(() -> visible(By.xpath(labelled + "//input"))));
  }

  /** Writes over what is in a field. */
  void fill(String label, String text) {
    WebElement field = field(label);
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    field.sendKeys(text);
  }

  /** Chooses what begins so in the list with that label. */
  void choose(String label, String option) {
    choose(field(label), option);
  }

  /** Chooses what begins so in the list with that label within a group. */
  void chooseIn(String group, String label, String option) {
    choose(fieldIn(group, label), option);
  }

  /** Not by typing: a list forgets the letters before whenever one of them is late. */
  private void choose(WebElement list, String option) {
    await(
        "a choice that begins with " + option,
        () ->
            list.findElements(By.tagName("option")).stream()
                .filter(each ->
                    each.getText().strip().regionMatches(true, 0, option, 0, option.length()))
                .findFirst()
                .map(found -> {
                  found.click();
                  return found;
                }));
  }

  /** The field with that label within a group of fields that has a name. */
  WebElement fieldIn(String group, String label) {
    String within = "//*[@role='group'][@aria-label=\"%s\"]".formatted(group);
    String labelled = "//label[starts-with(normalize-space(.),\"%s\")]".formatted(label);
    return await(
        "a field " + label + " in " + group,
        () ->
            visible(By.xpath(within + "//*[@aria-label=\"%s\"]".formatted(label)))
                .or(() -> visible(By.xpath(within + "//*[@id=" + labelled + "/@for]")))
                .or(() -> visible(By.xpath(within + labelled + "//input"))));
  }

  /** Writes over what is in a field of a group. */
  void fillIn(String group, String label, String text) {
    WebElement field = fieldIn(group, label);
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    field.sendKeys(text);
  }

  /** Waits until a text is to be seen. */
  void awaitText(String text) {
    await("the text " + text, () -> Optional.of(text()).filter(all -> all.contains(text)));
  }

  /** Waits until a text is no longer to be seen. */
  void awaitNoText(String text) {
    await("no text " + text, () -> Optional.of(text()).filter(all -> !all.contains(text)));
  }

  /** Waits until something is to be seen. */
  WebElement awaitSelector(String css) {
    return await(css, () -> visible(By.cssSelector(css)));
  }

  /** Waits until something is within the window as a whole. */
  void awaitInWindow(String css) {
    awaitTrue(
        css + " within the window",
        """
        const at = document.querySelector("%s")?.getBoundingClientRect();
        return at !== undefined && at.top >= 0 && at.bottom <= innerHeight;
        """
            .formatted(css));
  }

  /** Waits until a script answers true. */
  void awaitTrue(String what, String script) {
    await(
        what, () -> Optional.ofNullable(driver.executeScript(script)).filter(Boolean.TRUE::equals));
  }

  /** Waits until the address has a part. */
  void awaitLocation(String part) {
    await(
        "the address with " + part,
        () -> Optional.of(location()).filter(all -> all.contains(part)));
  }

  /** All that is to be seen, as text. */
  String text() {
    Object text = driver.executeScript("return document.body.innerText");
    return text == null ? "" : text.toString();
  }

  boolean has(String css) {
    // Awaited, as it may be drawn again between finding and looking.
    return await(css + " or not", () -> Optional.of(visible(By.cssSelector(css)).isPresent()));
  }

  Object script(String script) {
    return driver.executeScript(script);
  }

  String location() {
    return Optional.ofNullable(driver.getCurrentUrl()).orElse("");
  }

  /** Asserts that nobody is kept out: axe finds nothing serious. */
  void assertAccessible(String where) {
    // A colour on its way from one scheme to the other is nobody's choice.
    awaitTrue(
        "everything to have stopped moving",
        "return document.getAnimations().every(a => a.playState !== 'running')");
    assertEquals(List.of(), Axe.serious(driver), where);
  }

  /** Keeps what is to be seen. */
  void shoot(String name) {
    try {
      Files.createDirectories(SHOTS);
      Files.write(SHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asserts that a page is not wider than the window. */
  void assertFits(String where) {
    awaitTrue(
        where + " not to be wider than the window",
        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth");
  }

  private Optional<WebElement> visible(By by) {
    return driver.findElements(by).stream().filter(WebElement::isDisplayed).findFirst();
  }

  private <T> T await(String what, Supplier<Optional<T>> search) {
    long end = System.nanoTime() + LIMIT.toNanos();
    String last = "";
    while (true) {
      try {
        Optional<T> found = search.get();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (WebDriverException moved) {
        // It was drawn again between finding and pressing.
        last = String.valueOf(moved.getMessage());
      }
      if (System.nanoTime() > end) {
        shoot("failed");
        throw new AssertionError(
            "Not within %s: %s at %s %s%n%s".formatted(LIMIT, what, location(), last, text()));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
