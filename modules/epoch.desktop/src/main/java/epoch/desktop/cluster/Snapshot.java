package epoch.desktop.cluster;

import epoch.api.rest.ClusterState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The picture of a cluster at a moment, to be shown again while the cluster does not answer.
 *
 * @param about when it was, and as whom it was seen
 * @param topologies all there were
 */
public record Snapshot(About about, List<TopologyFacts> topologies) {

  public Snapshot {
    topologies = List.copyOf(topologies);
  }

  /**
   * What is to be known of a snapshot before its topologies.
   *
   * @param at when the server last answered
   * @param connection the name of the connection
   * @param urls of its members; a picture of others is none of it
   * @param user who saw it
   * @param role what the user was allowed to do
   * @param state the cluster as its leader saw it, if that was known
   */
  public record About(
      Instant at,
      String connection,
      List<String> urls,
      String user,
      String role,
      @Nullable ClusterState state) {

    public About {
      connection = Objects.requireNonNullElse(connection, "");
      urls = List.copyOf(Objects.requireNonNullElse(urls, List.of()));
      user = Objects.requireNonNullElse(user, "");
      role = Objects.requireNonNullElse(role, "");
    }

    /** Whether it was seen through that connection, by the same user. */
    public boolean isOf(Connection other) {
      return connection.equals(other.name())
          && urls.equals(other.urls())
          && user.equals(other.user());
    }
  }
}
