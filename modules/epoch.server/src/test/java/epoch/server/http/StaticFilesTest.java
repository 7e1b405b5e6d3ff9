package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The web UI's files. */
class StaticFilesTest {

  @Test
  void everyNodeServesThemWithoutLogin() throws IOException {
    try (Node node = Node.follower(null)) {
      byte[] index =
          Node.PAGES
              .get("index.html")
              .replace("assets/", "assets/7e57/")
              .getBytes(StandardCharsets.UTF_8);
      Wire.Reply page = Wire.send(node.port(), "GET", "/", null);
      assertEquals(200, page.status());
      assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
      assertTrue(page.header("Content-Security-Policy").contains("script-src 'self'"));
      assertArrayEquals(index, page.body());

      Wire.Reply zipped =
          Wire.send(node.port(), "GET", "/", null, "Accept-Encoding: br, gzip;q=0.8");
      assertEquals("gzip", zipped.header("Content-Encoding"));
      assertArrayEquals(
          index, new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes());
      assertEquals(
          "",
          Wire.send(node.port(), "GET", "/", null, "Accept-Encoding: gzip;q=0")
              .header("Content-Encoding"));

      assertEquals(
          304,
          Wire.send(node.port(), "GET", "/", null, "If-None-Match: " + page.header("ETag"))
              .status());
      assertEquals(
          200, Wire.send(node.port(), "GET", "/", null, "If-None-Match: \"other\"").status());
      assertEquals(
          "text/javascript; charset=utf-8",
          Wire.send(node.port(), "GET", "/app/list.js", null).header("Content-Type"));
      Wire.Reply head = Wire.send(node.port(), "HEAD", "/", null);
      assertEquals(Integer.toString(index.length), head.header("Content-Length"));
      assertEquals(405, Wire.send(node.port(), "POST", "/", "x").status());
    }
  }

  @Test
  void whatThePageRefersToIsKeptForGoodUnderItsBuild() throws IOException {
    try (Node node = Node.follower(null)) {
      String page =
          new String(Wire.send(node.port(), "GET", "/", null).body(), StandardCharsets.UTF_8);
      assertTrue(page.contains("src=\"assets/7e57/app/list.js\""), page);
      Wire.Reply built = Wire.send(node.port(), "GET", "/assets/7e57/app/list.js", null);
      assertEquals(200, built.status());
      assertTrue(built.header("Cache-Control").contains("immutable"));
      assertEquals("no-cache", Wire.send(node.port(), "GET", "/", null).header("Cache-Control"));
      // Of another build nothing is told: old and new files must not be mixed.
      assertEquals(404, Wire.send(node.port(), "GET", "/assets/0123/app/list.js", null).status());
    }
  }

  @Test
  void nothingElseIsServed() throws IOException {
    try (Node node = Node.follower(null)) {
      for (String path :
          List.of(
              "/app", "/app/", "/secret", "/nope.js", "/.hidden.js", "/index.html/", "/a//b.js")) {
        assertEquals(404, Wire.send(node.port(), "GET", path, null).status(), path);
      }
      for (String path : List.of("/../pom.xml", "/%2e%2e/x.js", "/app/..%2f..%2fx.js", "/%00.js")) {
        assertEquals(400, Wire.send(node.port(), "GET", path, null).status(), path);
      }
    }
  }
}
