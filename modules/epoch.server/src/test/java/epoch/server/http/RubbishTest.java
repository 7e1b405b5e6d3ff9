package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Requests that no honest client makes get an answer that says what is wrong, and change nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RubbishTest {

  private static final String TOPOLOGIES = "/apis/v1/topologies";

  private Node node;

  @BeforeAll
  void start() throws IOException {
    node = Node.leader();
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private Wire.Reply send(String method, String path, String body, String... headers)
      throws IOException {
    return Wire.send(node.port(), method, path, body, headers);
  }

  private void create(int status, String body) throws IOException {
    Wire.Reply reply = send("POST", TOPOLOGIES, body, Wire.ADMIN, Wire.JSON);
    assertEquals(status, reply.status(), reply::text);
    assertEquals("FAILED", reply.json().path("status").asText());
    assertFalse(reply.json().at("/data/validationErrors/0").asText().isBlank(), reply::text);
    assertFalse(
        reply.text().contains("epoch.")
            || reply.text().contains("java.")
            || reply.text().contains("jackson"),
        reply::text);
  }

  /**
   * What is misspelt would otherwise not narrow, or not be dry: more would be done than was meant.
   */
  @Test
  void whatSaysWhichTopologiesAreMeantOrThatNothingIsToBeDoneMustBeSpeltRight() throws IOException {
    Wire.Reply bulk =
        send(
            "POST",
            TOPOLOGIES + "/bulk",
            "{\"action\":\"PAUSE\",\"filter\":{\"labels\":[\"team=a\"]}}",
            Wire.ADMIN,
            Wire.JSON);
    assertEquals(400, bulk.status(), bulk::text);
    assertTrue(bulk.text().contains("filter.labels: is not known here"), bulk::text);
    Wire.Reply dry = send("POST", "/apis/v1/import?dryrun=true", "[]", Wire.ADMIN, Wire.JSON);
    assertEquals(400, dry.status(), dry::text);
    assertTrue(dry.text().contains("dryrun: is not known here"), dry::text);
  }

  @Test
  void jsonThatCannotBeReadIsRefusedWithItsPlace() throws IOException {
    create(400, "{\"name\":");
    create(400, "{\"name\": \"a\", \"name\": \"b\"}");
    create(400, Node.json("trailing") + " {}");
    create(400, "[]");
    create(400, "\"text\"");
    create(400, "null");
    create(400, "");
    create(400, "{\"name\": {}}");
    create(
        400,
        "{\"name\": \"a\", \"task\": {\"type\": \"COMPOSITE\", \"tasks\": [], \"compositionType\": \"SOME\"}}");
    create(400, "[".repeat(100_000));
    assertTrue(
        send("POST", TOPOLOGIES, "{\n  \"name\" 1}", Wire.ADMIN, Wire.JSON)
            .text()
            .contains("line 2"));
    assertEquals(List.of(), node.operations.list());
  }

  @Test
  void numbersThatNoFieldCanHoldAreRefusedWithTheFieldsName() throws IOException {
    for (String number :
        List.of(
            "1e400",
            "-1e400",
            "9223372036854775808",
            "1.5",
            "1e3",
            "0x10",
            "NaN",
            "-0",
            "01",
            "9".repeat(99),
            "9".repeat(200_000))) {
      String body = Node.json("large").replace("\"count\":1", "\"count\":" + number);
      Wire.Reply reply = send("POST", TOPOLOGIES, body, Wire.ADMIN, Wire.JSON);
      assertEquals(400, reply.status(), () -> shortened(number) + ": " + reply.text());
      assertTrue(reply.body().length < 2_000, "the answer repeats what was sent");
      boolean aNumber = number.matches("-?[1-9][0-9.e]*") && number.length() < 100;
      assertTrue(!aNumber || reply.text().contains("resources"), reply::text);
    }
    assertEquals(List.of(), node.operations.list());
  }

  @Test
  void longStringsAreRefusedWithTheFieldsName() throws IOException {
    String sent = Node.json("long");
    for (String field : List.of("name", "taskName", "url", "timeSpec")) {
      String body =
          sent.replaceFirst(
              "\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + "x".repeat(500_000) + "\"");
      Wire.Reply reply = send("POST", TOPOLOGIES, body, Wire.ADMIN, Wire.JSON);
      assertEquals(400, reply.status(), reply::text);
      assertTrue(reply.text().contains(field), () -> field + ": " + reply.text());
      assertTrue(reply.body().length < 2_000, "the answer repeats what was sent");
    }
    String deep = "[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1);
    create(400, sent.replace("{\"name\"", "{\"odd\":" + deep + ",\"name\""));
    create(400, sent.replace("{\"name\"", "{\"" + "n".repeat(5_000) + "\":1,\"name\""));
    assertEquals(List.of(), node.operations.list());
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(30, text.length()));
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() throws IOException {
    try (Wire wire = new Wire(node.port())) {
      wire.write(
          "POST "
              + TOPOLOGIES
              + " HTTP/1.1\r\nHost: h\r\n"
              + Wire.ADMIN
              + "\r\n"
              + Wire.JSON
              + "\r\nContent-Length: 12\r\n\r\n");
      wire.write(
          new byte[] {'{', '"', 'n', '"', ':', '"', (byte) 0xff, (byte) 0xfe, 'a', 'b', '"', '}'});
      Wire.Reply reply = wire.reply("POST");
      assertEquals(400, reply.status());
      assertTrue(reply.text().contains("UTF-8"), reply::text);
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedHoweverItComes() throws IOException {
    String large = "x".repeat(1024 * 1024 + 1);
    assertEquals(413, send("POST", TOPOLOGIES, large, Wire.ADMIN, Wire.JSON).status());
    try (Wire wire = new Wire(node.port())) {
      wire.request("POST", TOPOLOGIES, null, Wire.ADMIN, Wire.JSON, "Transfer-Encoding: chunked");
      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      for (int i = 0; i < 17; i++) {
        wire.write(chunk);
      }
      wire.write("0\r\n\r\n");
      assertEquals(413, wire.reply("POST").status());
    }
    try (Wire wire = new Wire(node.port())) {
      wire.request("POST", TOPOLOGIES, null, Wire.ADMIN, Wire.JSON, "Content-Length: 99999999999");
      assertEquals(413, wire.reply("POST").status());
    }
  }

  @Test
  void aBodyOfAnotherKindIsRefused() throws IOException {
    assertEquals(
        415, send("POST", TOPOLOGIES, "x", Wire.ADMIN, "Content-Type: text/plain").status());
    assertEquals(
        415,
        send(
                "PUT",
                TOPOLOGIES,
                "a=b",
                Wire.ADMIN,
                "Content-Type: application/x-www-form-urlencoded")
            .status());
    assertEquals(
        415,
        send("POST", TOPOLOGIES, "{}", Wire.ADMIN, "Content-Type: application/json; charset=utf-16")
            .status());
    assertEquals(
        400,
        send("POST", TOPOLOGIES, "{}", Wire.ADMIN, "Content-Type: application/json; charset=UTF-8")
            .status());
  }

  @Test
  void aClientThatWaitsForContinueGetsIt() throws IOException {
    try (Wire wire = new Wire(node.port())) {
      wire.request(
          "POST",
          TOPOLOGIES,
          null,
          Wire.ADMIN,
          Wire.JSON,
          "Expect: 100-continue",
          "Content-Length: 2");
      assertEquals(100, wire.head().status());
      wire.write("{}");
      assertEquals(400, wire.reply("POST").status());
    }
  }

  @Test
  void addressesAndHeadersHaveLimits() throws IOException {
    assertEquals(414, send("GET", TOPOLOGIES + "/" + "a".repeat(9_000), null, Wire.ADMIN).status());
    assertEquals(
        431, send("GET", TOPOLOGIES, null, Wire.ADMIN, "X-Large: " + "a".repeat(40_000)).status());
  }

  @Test
  void addressesAreDecodedStrictly() throws IOException {
    assertEquals(404, send("GET", TOPOLOGIES + "/n%C3%A4h", null, Wire.ADMIN).status());
    assertTrue(send("GET", TOPOLOGIES + "/n%C3%A4h", null, Wire.ADMIN).text().contains("näh"));
    for (String bad : List.of("%", "%4", "%zz", "%ff", "%00", "..", "%2e%2e", "a%2Fb", "a%5Cb")) {
      assertEquals(400, send("GET", TOPOLOGIES + "/" + bad, null, Wire.ADMIN).status(), bad);
    }
    assertEquals(400, send("GET", TOPOLOGIES + "/a/runs?state=%ff", null, Wire.ADMIN).status());
  }

  @Test
  void unknownPathsAndMethodsAreSaid() throws IOException {
    Wire.Reply unknown = send("GET", "/apis/v1/nope", null, Wire.ADMIN);
    assertEquals(404, unknown.status());
    assertEquals("FAILED", unknown.json().path("status").asText());
    assertEquals(404, send("GET", "/apis", null, Wire.ADMIN).status());
    assertEquals(404, send("GET", "/apis/", null, Wire.ADMIN).status());
    assertEquals(404, send("GET", "//apis/v1/topologies", null, Wire.ADMIN).status());
    assertEquals(404, send("GET", TOPOLOGIES + "/", null, Wire.ADMIN).status());
    Wire.Reply patch = send("PATCH", TOPOLOGIES, "{}", Wire.ADMIN, Wire.JSON);
    assertEquals(405, patch.status());
    assertEquals("GET, HEAD, OPTIONS, POST, PUT", patch.header("Allow"));
    Wire.Reply options = send("OPTIONS", TOPOLOGIES, null);
    assertEquals(204, options.status());
    assertEquals("GET, HEAD, OPTIONS, POST, PUT", options.header("Allow"));
    Wire.Reply head = send("HEAD", TOPOLOGIES, null, Wire.ADMIN);
    assertEquals(200, head.status());
    assertEquals(
        send("GET", TOPOLOGIES, null, Wire.ADMIN).header("Content-Length"),
        head.header("Content-Length"));
  }

  @Test
  void pagesOfOtherSitesChangeNothing() throws IOException {
    assertEquals(
        403,
        send(
                "POST",
                TOPOLOGIES,
                Node.json("x"),
                Wire.ADMIN,
                Wire.JSON,
                "Sec-Fetch-Site: cross-site")
            .status());
    assertEquals(List.of(), node.operations.list());
  }

  @Test
  void whatIsNoHttpClosesTheConnectionAndTheNextRequestIsServed() throws IOException {
    try (Wire wire = new Wire(node.port())) {
      wire.write("\0\1\2 rubbish\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      wire.write("GET / HTTP/9.9\r\n\r\n");
      assertFalse(wire.head().status() < 400);
    }
    assertEquals(200, send("GET", TOPOLOGIES, null, Wire.ADMIN).status());
  }

  @Test
  void everyAnswerForbidsGuessingAndFraming() throws IOException {
    for (String path : List.of("/", TOPOLOGIES, "/apis/nope", "/nope.js")) {
      Wire.Reply reply = send("GET", path, null, Wire.ADMIN);
      assertEquals("nosniff", reply.header("X-Content-Type-Options"), path);
      assertTrue(reply.header("Content-Security-Policy").contains("frame-ancestors 'none'"), path);
    }
  }
}
