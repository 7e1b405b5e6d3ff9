package epoch.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MemberIdTest {

  @Test
  void droveSaysInTheEnvironmentHowANodeIsReached() {
    assertEquals(
        "http://10.0.0.7:33012", id(8080, Map.of("HOST", "10.0.0.7", "PORT_8080", "33012")));
    assertEquals(
        "http://10.0.0.7:8080", id(8080, Map.of("HOST", "10.0.0.7", "PORT_9090", "33012")));
  }

  @Test
  void withoutEnvironmentItIsTheMachinesOwnName() {
    assertEquals("http://node.example.com:8080", id(8080, Map.of()));
    assertEquals("http://node.example.com:8080", id(8080, Map.of("HOST", " ", "PORT_8080", "")));
    assertFalse(MemberId.ofThisNode(8080, Map.of()).host().isBlank());
  }

  @Test
  void addressesOfIpVersion6StandInBrackets() {
    assertEquals("http://[2001:db8::1]:8080", id(8080, Map.of("HOST", "2001:db8::1")));
    assertEquals("http://[2001:db8::1]:8080", id(8080, Map.of("HOST", "[2001:db8::1]")));
    assertEquals("http://[fe80::1]:8080", id(8080, Map.of("HOST", "fe80::1%eth0")));
  }

  @Test
  void nonsenseInTheEnvironmentIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> id(8080, Map.of("PORT_8080", "http")));
    assertThrows(IllegalArgumentException.class, () -> id(8080, Map.of("PORT_8080", "0")));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    for (String text :
        new String[] {
          "http://drove_node-1:8080", "https://10.0.0.1:443", "http://[2001:db8::1]:80"
        }) {
      assertEquals(text, MemberId.parse(text).toString());
    }
    assertEquals(new MemberId("https", "h", 443), MemberId.parse("https://h/"));
    for (String text :
        new String[] {
          "", "h:1", "ftp://h:1", "http://h:0", "http://h:1/path", "http://u@h:1", "http://:1"
        }) {
      assertThrows(IllegalArgumentException.class, () -> MemberId.parse(text), text);
    }
  }

  private static String id(int port, Map<String, String> environment) {
    return MemberId.ofThisNode(port, environment, () -> "node.example.com").toString();
  }
}
