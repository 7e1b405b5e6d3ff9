package epoch.server.operations;

import epoch.api.rest.LogFileList;
import epoch.api.rest.LogPiece;
import epoch.api.rest.LogRange;
import epoch.api.run.TaskState;
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
   * Answers what was added to a log file, for whoever follows it.
   *
   * @param offset where to go on, in bytes; from the end if negative
   */
  LogTail tail(String topologyId, String runId, String taskName, String file, long offset)
      throws InterruptedException;

  /**
   * What was added to a log file.
   *
   * @param piece the next piece of it, ending with a whole character; empty if there is no more yet
   * @param ended how the task ended, once nothing more can come
   */
  record LogTail(LogPiece piece, @Nullable TaskState ended) {}

  /**
   * Writes a whole log file.
   *
   * @param to where to; not closed
   * @throws IOException if either side broke off; what was written by then is incomplete
   */
  void download(String topologyId, String runId, String taskName, String file, OutputStream to)
      throws IOException, InterruptedException;
}
