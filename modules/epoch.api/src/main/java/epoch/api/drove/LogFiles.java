package epoch.api.drove;

import epoch.api.json.Frozen;
import java.util.List;

/**
 * The log files of a task.
 *
 * @param files their names
 */
public record LogFiles(List<String> files) {

  public LogFiles {
    files = Frozen.listOrEmpty(files);
  }
}
