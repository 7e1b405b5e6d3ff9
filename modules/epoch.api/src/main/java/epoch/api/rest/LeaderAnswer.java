package epoch.api.rest;

import org.jspecify.annotations.Nullable;

/**
 * Who leads. Epoch 1.14 answered the first field alone; its command line expects the envelope; both
 * are here.
 *
 * @param leader {@code http://host:port}, absent if nobody leads
 * @param status as in {@link Envelope}
 * @param data the same leader again
 * @param message why nobody leads
 */
public record LeaderAnswer(
    @Nullable String leader,
    Envelope.@Nullable Status status,
    @Nullable Leader data,
    @Nullable String message) {

  /**
   * The leader.
   *
   * @param leader {@code http://host:port}
   */
  public record Leader(@Nullable String leader) {}

  /** The answer where there is a leader. */
  public static LeaderAnswer of(String leader) {
    return new LeaderAnswer(leader, Envelope.Status.SUCCESS, new Leader(leader), null);
  }

  /** The answer where nobody leads. */
  public static LeaderAnswer nobody(String message) {
    return new LeaderAnswer(null, Envelope.Status.FAILED, null, message);
  }
}
