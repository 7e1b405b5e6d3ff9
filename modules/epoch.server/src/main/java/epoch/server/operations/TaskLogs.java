package epoch.server.operations;

import epoch.api.rest.LogFileList;
import epoch.api.rest.LogRange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What tasks wrote. Blocks (it asks Drove); throws {@link Refusal}; safe for use by several
 * threads.
 */
public interface TaskLogs {

  /**
   * Answers a link to the log that a person can open.
   *
   * @param base {@code scheme://host[:port]} by which the caller reached this cluster
   */
  String link(String topologyId, String runId, String taskName, URI base)
      throws InterruptedException;

  /** Answers the names of the log files. */
  LogFileList files(String topologyId, String runId, String taskName) throws InterruptedException;

  /**
   * Answers a piece of a log file.
   *
   * @param offset in bytes, from the end if negative; the last 64 KB if null
   * @param length in bytes; as much as is sensible if null
   */
  LogRange read(
      String topologyId,
      String runId,
      String taskName,
      String file,
      @Nullable Long offset,
      @Nullable Integer length)
      throws InterruptedException;

  /**
   * Writes a whole log file.
   *
   * @param to where to; not closed
   * @throws IOException if either side broke off; what was written by then is incomplete
   */
  void download(String topologyId, String runId, String taskName, String file, OutputStream to)
      throws IOException, InterruptedException;
}
