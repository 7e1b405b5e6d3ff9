package epoch.desktop.server;

import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import java.util.List;

/** A fake server that is followed. */
public final class Known extends Followed {

  public final FakeEpoch server;

  public Known() {
    this("admin", Identity.OTHER);
  }

  public Known(String user, Identity identity) {
    this(new FakeEpoch(), user, identity);
  }

  private Known(FakeEpoch server, String user, Identity identity) {
    super(new Connection("test", List.of(server.url()), user, user, identity));
    this.server = server;
  }

  /** Begins to follow, and waits for the first picture. */
  public Known live() {
    follow();
    until(server::isListenedTo);
    until(() -> cluster.rows().size() == server.world.topologies.size());
    return this;
  }

  @Override
  public void close() {
    super.close();
    server.close();
  }
}
