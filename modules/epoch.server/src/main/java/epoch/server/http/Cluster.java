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
 * @param sessionKey what sessions are signed with where there is no secret
 */
public record Cluster(
    LeaderView view, @Nullable String secret, boolean allowLegacyLeader, SharedKey sessionKey) {

  /** A key that the members keep together. */
  @FunctionalInterface
  public interface SharedKey {

    /**
     * Reads it; blocks.
     *
     * @throws RuntimeException if it cannot be had now
     */
    byte[] read() throws InterruptedException;
  }

  /** A cluster without a secret. */
  public static Cluster withoutSecret(LeaderView view, SharedKey sessionKey) {
    return new Cluster(view, null, true, sessionKey);
  }

  /** A cluster with a secret. */
  public static Cluster withSecret(LeaderView view, String secret, boolean allowLegacyLeader) {
    return new Cluster(
        view,
        secret,
        allowLegacyLeader,
        () -> {
          throw new IllegalStateException("sessions are signed with the secret");
        });
  }

  Optional<ClusterSecret> key() {
    return Optional.ofNullable(secret).map(ClusterSecret::new);
  }

  @Override
  public String toString() {
    return "Cluster of " + view.self();
  }
}
