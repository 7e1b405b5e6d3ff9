package epoch.server;

import epoch.server.operations.LeaderView;
import epoch.server.operations.Operations;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who leads, as far as HTTP need know before there is an election: a node's id names the port it
 * listens on, so HTTP starts first.
 */
final class LateView implements LeaderView {
  private static final URI NOBODY = URI.create("http://starting.invalid");

  private volatile @Nullable LeaderView view;

  void set(LeaderView known) {
    view = known;
  }

  @Override
  public Optional<Operations> operations() {
    LeaderView known = view;
    return known == null ? Optional.empty() : known.operations();
  }

  @Override
  public Optional<URI> leader() {
    LeaderView known = view;
    return known == null ? Optional.empty() : known.leader();
  }

  @Override
  public URI self() {
    LeaderView known = view;
    return known == null ? NOBODY : known.self();
  }
}
