package epoch.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  private static Arguments parse(Map<String, String> environment, String... arguments) {
    return Arguments.of(List.of(arguments), environment);
  }

  @Test
  void nothingGivenIsNothingSuggested() {
    assertTrue(parse(Map.of()).connection().isEmpty());
  }

  @Test
  void addressUserAndPasswordAreEnoughToGoStraightIn() {
    Arguments arguments =
        parse(Map.of("EPOCH_PASSWORD", "secret"), "--url", "http://a:1", "--user", "admin");
    assertTrue(arguments.complete());
    Connection connection = arguments.connection().orElseThrow();
    assertEquals("http://a:1", connection.name());
    assertEquals("secret", connection.password());
    assertFalse(connection.toString().contains("secret"));
  }

  @Test
  void aUserWithoutPasswordIsAskedForIt() {
    assertFalse(parse(Map.of(), "--url", "http://a:1", "--user", "admin").complete());
  }

  @Test
  void severalNodesAndTheColourAreUnderstood() {
    Connection connection =
        parse(Map.of(), "--url", "http://a:1", "--url", "http://b:1", "--colour", "Production")
            .connection()
            .orElseThrow();
    assertEquals(List.of("http://a:1", "http://b:1"), connection.urls());
    assertEquals(Identity.PRODUCTION, connection.identity());
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    assertEquals(
        "unknown option: --foo",
        assertThrows(IllegalArgumentException.class, () -> parse(Map.of(), "--foo")).getMessage());
    assertEquals(
        "--url needs a value",
        assertThrows(IllegalArgumentException.class, () -> parse(Map.of(), "--url")).getMessage());
    assertThrows(IllegalArgumentException.class, () -> parse(Map.of(), "--colour", "red"));
  }
}
