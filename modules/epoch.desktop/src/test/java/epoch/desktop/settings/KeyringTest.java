package epoch.desktop.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringTest {

  @TempDir Path directory;

  private Keyring keyring;

  @BeforeEach
  void install() throws IOException {
    keyring = StandInKeyring.in(directory);
  }

  @Test
  void aPasswordIsKeptFoundReplacedAndForgotten() throws IOException {
    assertEquals(Optional.empty(), keyring.find("production"));
    keyring.keep("production", "geheim ä\"'");
    assertEquals(Optional.of("geheim ä\"'"), keyring.find("production"));
    keyring.keep("production", "another");
    assertEquals(Optional.of("another"), keyring.find("production"));
    assertEquals(Optional.empty(), keyring.find("staging"));
    keyring.forget("production");
    keyring.forget("production");
    assertEquals(Optional.empty(), keyring.find("production"));
  }

  @Test
  void noListOfProcessesShowsAPassword() throws IOException {
    keyring.keep("production", "geheim");
    List<String> calls = Files.readAllLines(directory.resolve("calls"));
    assertEquals(
        List.of(
            "store --label=Epoch console: production application epoch-console connection"
                + " production"),
        calls);
  }

  @Test
  void aKeyringThatStaysLockedIsAFailureWithItsReason() throws IOException {
    Files.createFile(directory.resolve("locked"));
    assertTrue(
        assertThrows(IOException.class, () -> keyring.keep("production", "x"))
            .getMessage()
            .contains("Cannot prompt"));
    assertThrows(IOException.class, () -> keyring.find("production"));
  }

  @Test
  void thereIsOneOnlyInADesktopOfLinuxThatHasTheTool() {
    assertFalse(Keyring.of(StandInKeyring.environment(directory), "Mac OS X").isPresent());
    assertFalse(Keyring.of(Map.of("PATH", "" + directory), "Linux").isPresent());
    assertFalse(
        Keyring.of(Map.of("PATH", "/nowhere", "DBUS_SESSION_BUS_ADDRESS", "x"), "Linux")
            .isPresent());
  }
}
