package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether the world stands still, and when it did: the node {@code /cluster/hold}.
 *
 * @param hold the hold; null if nothing is held
 * @param releases the last holds that ended, the latest last; topologies that have not yet
 *     accounted for the fire times in them still need to know
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Holds(@Nullable Hold hold, List<Release> releases) {
  private static final int RELEASES_KEPT = 20;

  /** Nothing is held, and nothing was. */
  public static final Holds NONE = new Holds(null, List.of());

  public Holds {
    releases = List.copyOf(Objects.requireNonNullElse(releases, List.of()));
  }

  /** The same while the world stands still. */
  public Holds with(Hold newHold) {
    return new Holds(newHold, releases);
  }

  /** The same after a release. */
  public Holds released(Release release) {
    var all = new ArrayList<>(releases);
    all.add(release);
    return new Holds(null, all.subList(Math.max(0, all.size() - RELEASES_KEPT), all.size()));
  }
}
