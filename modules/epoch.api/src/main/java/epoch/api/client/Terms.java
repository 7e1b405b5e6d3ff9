package epoch.api.client;

import org.jspecify.annotations.Nullable;

/**
 * On what terms something is to be changed.
 *
 * @param revision the revision that is to be changed; if there is a later one, nothing is changed
 *     and the status is 412 (see {@link EpochApiException#staleEdit}); null: whatever there is
 * @param key names this one wish, at most 128 printable ASCII characters: however often it is sent
 *     within 24 hours, it is carried out once; null: as often as it is sent
 */
public record Terms(@Nullable Integer revision, @Nullable String key) {
  /** No terms. */
  public static final Terms NONE = new Terms(null, null);

  /** Only if nobody has edited since that revision. */
  public static Terms ifRevision(int revision) {
    return new Terms(revision, null);
  }

  /** Once, however often it is sent. */
  public static Terms once(String key) {
    return new Terms(null, key);
  }
}
