package epoch.api.rest;

import epoch.api.json.Frozen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log files of a task.
 *
 * @param files in the order of Drove
 */
public record LogFileList(List<LogFile> files) {

  public LogFileList {
    files = Frozen.listOrEmpty(files);
  }

  /**
   * A log file.
   *
   * @param name its name
   * @param size in bytes; absent if it cannot be told
   */
  public record LogFile(String name, @Nullable Long size) {}
}
