package epoch.server.http;

import epoch.server.operations.LeaderView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of the others.
 *
 * @param view who leads
 * @param secret what the nodes of this cluster share, to know each other by; null if there is none
 * @param allowLegacyLeader whether requests go to a leader that cannot prove that it belongs here,
 *     as one of version 1.14; without a secret nobody can, and this has no effect
 */
public record Cluster(LeaderView view, @Nullable String secret, boolean allowLegacyLeader) {

  /** A cluster without a secret. */
  public static Cluster withoutSecret(LeaderView view) {
    return new Cluster(view, null, true);
  }

  Optional<ClusterSecret> key() {
    return Optional.ofNullable(secret).map(ClusterSecret::new);
  }

  @Override
  public String toString() {
    return "Cluster of " + view.self();
  }
}
