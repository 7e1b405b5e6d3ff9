package epoch.server.leader;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of an installation into whose znodes somebody else writes; nobody leads at first. */
abstract class WithAHand {

  @TempDir Path directory;
  Installation installation;
  ForeignHand hand;

  @BeforeEach
  final void install() throws Exception {
    installation = new Installation(directory);
    hand = new ForeignHand(installation.zooKeeperPort());
  }

  @AfterEach
  final void uninstall() throws Exception {
    hand.close();
    installation.close();
  }
}
