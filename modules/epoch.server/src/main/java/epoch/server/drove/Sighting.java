package epoch.server.drove;

import epoch.api.drove.TaskInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of a followed task. */
public sealed interface Sighting {

  /**
   * Drove knows the task.
   *
   * @param info the last that Drove said; if only an event told it, its env may be null (use {@link
   *     Drove#find} to compare {@code EPOCH_RUN_UID})
   */
  record Seen(TaskInfo info) implements Sighting {}

  /**
   * Drove, answering as leader, does not know the task.
   *
   * @param unbroken for how long, at least, under one unbroken leadership of Drove; starts again at
   *     zero when Drove changed its leader or was away, and grows with each look
   * @param last what Drove said before it forgot the task; null if it was never seen by this
   *     follower
   */
  record Absent(Duration unbroken, @Nullable TaskInfo last) implements Sighting {}

  /**
   * Nothing can be said: Drove is away, or the task was not looked at yet.
   *
   * @param since for how long
   * @param reason for people
   */
  record Unavailable(Duration since, String reason) implements Sighting {}
}
