package epoch.server.run;

import org.jspecify.annotations.Nullable;

/**
 * How a task, or a composite of tasks, ended.
 *
 * @param successful whether it did what it should
 * @param reason why not, for people; null if successful
 */
record Walked(boolean successful, @Nullable String reason) {
  static final Walked SUCCESSFUL = new Walked(true, null);

  static Walked failed(String reason) {
    return new Walked(false, reason);
  }
}
