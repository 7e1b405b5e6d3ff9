package epoch.server.leader;

import epoch.server.operations.Operations;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests begin with that want an installation with a node that leads. */
abstract class OneLeader {
  /** For whatever a test writes. */
  @TempDir Path directory;

  @TempDir private Path place;
  Installation installation;

  /** The node that leads at the beginning. */
  Installation.Member member;

  /** Whatever leads; a test that lets another one lead says so here. */
  Operations leader;

  @BeforeEach
  void beginToLead() throws Exception {
    installation = new Installation(place);
    member = installation.member();
    leader = member.leading();
  }

  @AfterEach
  void end() {
    installation.close();
  }
}
