package epoch.chaos;

import epoch.api.topology.When;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task of a topology, and what is to become of it, told without Epoch.
 *
 * @param after the tasks that it depends on
 * @param when how those must have ended; null where it depends on none
 * @param fails whether it ends badly
 * @param runs whether it is to run at all, by how the others end
 */
record Part(String name, List<String> after, @Nullable When when, boolean fails, boolean runs) {

  /** A task that depends on none, and does well. */
  static Part alone(String name) {
    return new Part(name, List.of(), null, false, true);
  }

  /** A task that runs after others. */
  Part after(When how, String... others) {
    return new Part(name, List.of(others), how, fails, runs);
  }

  Part failing() {
    return new Part(name, after, when, true, runs);
  }

  /** Others end in a way that it does not want. */
  Part unwanted() {
    return new Part(name, after, when, fails, false);
  }
}
