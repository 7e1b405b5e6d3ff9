package epoch.server.operations;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On what terms something is asked for.
 *
 * @param revisions the revisions of which one must be the latest, or nothing is changed; null:
 *     whatever there is
 * @param once names the request, so that it is carried out once however often it comes; null: each
 *     time it comes
 */
public record Terms(@Nullable Set<Integer> revisions, @Nullable Once once) {
  /** No terms. */
  public static final Terms NONE = new Terms(null, null);

  public Terms {
    revisions = revisions == null ? null : Set.copyOf(revisions);
  }

  /**
   * A request's name.
   *
   * @param key as the caller chose it, or made from that
   * @param fingerprint of all that it asks, so that another request with the same key is noticed
   */
  public record Once(String key, String fingerprint) {}

  /** Whether a topology whose latest revision is this may be changed. */
  public boolean allow(int revision) {
    return revisions == null || revisions.contains(revision);
  }
}
