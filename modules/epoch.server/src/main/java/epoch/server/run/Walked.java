package epoch.server.run;

import org.jspecify.annotations.Nullable;

/**
 * How a task, or a composite of tasks, ended.
 *
 * @param successful whether it did what it should
 * @param reason why not, for people; null if successful
 * @param lapsed whether it did not begin, and shall not
 */
record Walked(boolean successful, @Nullable String reason, boolean lapsed) {
  static final Walked SUCCESSFUL = new Walked(true, null, false);

  static Walked failed(String reason) {
    return new Walked(false, reason, false);
  }

  static Walked lapsed(String reason) {
    return new Walked(false, reason, true);
  }
}
