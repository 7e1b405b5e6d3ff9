package epoch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Walks over the pages as a browser does: what the page links, and all that its modules import. */
class WebAssetsTest {

  private static final int MOST_BYTES = 150 * 1024;

  private static final String ASSETS = "assets/";

  private static final Pattern LINKED =
      Pattern.compile("<(?:link|script)\\b[^>]*?\\b(?:href|src)=\"([^\"]+)\"");
  private static final Pattern MAPPED = Pattern.compile("\"([^\"]+)\": \"\\./assets/([^\"]+)\"");
  private static final Pattern IMPORTED =
      Pattern.compile(
          "(?:^|[;\\s}])(?:import|export)\\b\\s*(?:[\\w$*{}\\s,]*?\\bfrom\\s*)?[\"']([^\"']+)[\"']",
          Pattern.MULTILINE);

  /** What is imported only when it is needed. */
  private static final Pattern LATER = Pattern.compile("\\bimport\\(\"([^\"]+)\"\\)");

  private static final Pattern FIRST =
      Pattern.compile("\\bimport\\(\"([^\"]+topologies\\.js)\"\\)");

  @Test
  void everyFileOfEveryPageIsThere() throws IOException {
    Set<String> files = pages(LATER).keySet();
    assertTrue(files.contains("main.js"), files::toString);
    assertTrue(files.contains("features/run/log.js"), files::toString);
    assertTrue(files.contains("lib/lit__reactive-element/css-tag.js"), files::toString);
    assertTrue(files.contains("lib/js-yaml/js-yaml.mjs"), files::toString);
    assertTrue(Set.copyOf(WebAssets.names()).containsAll(files), files::toString);
  }

  @Test
  void aBuildIsTwelveDigits() {
    assertTrue(WebAssets.build().matches("[0-9a-f]{12}"), WebAssets.build());
  }

  @Test
  void theFirstPageWeighsLittle() throws IOException {
    int weight = 0;
    for (byte[] content : pages(FIRST).values()) {
      weight += gzipped(content);
    }
    assertTrue(weight < MOST_BYTES, "the first page weighs " + weight + " bytes compressed");
  }

  @Test
  void textNeverBecomesMarkupAndStylesNeverStandInline() throws IOException {
    for (Map.Entry<String, byte[]> file : pages(LATER).entrySet()) {
      if (file.getKey().startsWith("lib/")) {
        continue;
      }
      String text = new String(file.getValue(), StandardCharsets.UTF_8);
      assertFalse(
          Pattern.compile(
                  "innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\\.write|\\beval\\(|new Function|\\sstyle=")
              .matcher(text)
              .find(),
          file.getKey());
    }
  }

  @Test
  void nothingIsAskedOfAnotherServer() throws IOException {
    for (Map.Entry<String, byte[]> file : pages(LATER).entrySet()) {
      String text =
          new String(file.getValue(), StandardCharsets.UTF_8)
              .replace("http://www.w3.org/2000/svg", "");
      assertFalse(
          Pattern.compile("(?:from|import|src=|href=|url\\()\\s*[\"']?(?:https?:)?//")
              .matcher(text)
              .find(),
          file.getKey());
    }
  }

  @Test
  void whatIsNotThereIsNull() {
    assertNull(WebAssets.open("nothing.js"));
  }

  private static Map<String, byte[]> pages(Pattern later) throws IOException {
    String index = new String(content("index.html"), StandardCharsets.UTF_8);
    Map<String, String> importMap = new LinkedHashMap<>();
    Matcher mapped = MAPPED.matcher(index);
    while (mapped.find()) {
      importMap.put(mapped.group(1), mapped.group(2));
    }
    assertEquals(5, importMap.size());

    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("index.html", content("index.html"));
    Deque<String> open = new ArrayDeque<>();
    for (String linked : matches(LINKED, index)) {
      assertTrue(linked.startsWith(ASSETS), linked);
      open.push(linked.substring(ASSETS.length()));
    }
    while (!open.isEmpty()) {
      String path = open.pop();
      if (files.containsKey(path)) {
        continue;
      }
      byte[] content = content(path);
      files.put(path, content);
      if (path.endsWith(".js")) {
        String text = new String(content, StandardCharsets.UTF_8);
        for (String specifier : matches(IMPORTED, text)) {
          open.push(resolve(path, specifier, importMap));
        }
        for (String specifier : matches(later, text)) {
          open.push(resolve(path, specifier, importMap));
        }
      }
    }
    return files;
  }

  private static String resolve(String importer, String specifier, Map<String, String> importMap) {
    if (specifier.startsWith(".")) {
      Path folder = Objects.requireNonNullElse(Path.of(importer).getParent(), Path.of(""));
      return folder.resolve(specifier).normalize().toString();
    }
    String whole = importMap.get(specifier);
    if (whole != null) {
      return whole;
    }
    return importMap.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("/") && specifier.startsWith(entry.getKey()))
        .map(entry -> entry.getValue() + specifier.substring(entry.getKey().length()))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                importer + " imports " + specifier + ", which the import map does not know"));
  }

  private static Set<String> matches(Pattern pattern, String text) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static byte[] content(String path) throws IOException {
    try (InputStream in = WebAssets.open(path)) {
      assertNotNull(in, path);
      return in.readAllBytes();
    }
  }

  private static int gzipped(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.size();
  }
}
