package epoch.server.store.zookeeper.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may keep its data where. */
class LocalZooKeeperTest {
  private static final String HOST = "127.0.0.1";

  @TempDir Path directory;

  @Test
  void twoServersDoNotWriteIntoOneDirectory() throws Exception {
    int port;
    try (var one = LocalZooKeeper.start(HOST, 0, directory)) {
      port = one.port();
      IOException refused =
          assertThrows(IOException.class, () -> LocalZooKeeper.start(HOST, 0, directory));
      assertTrue(String.valueOf(refused.getMessage()).contains("in use"), refused::getMessage);
    }
    try (var next = LocalZooKeeper.start(HOST, port, directory)) {
      assertEquals(port, next.port(), "the directory is free again");
    }
  }

  @Test
  void oneThatCannotListenLetsItsDirectoryGo() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      assertThrows(
          IOException.class, () -> LocalZooKeeper.start(HOST, taken.getLocalPort(), directory));
    }
    LocalZooKeeper.start(HOST, 0, directory).close();
  }
}
