package epoch.server.operations;

import epoch.api.rest.ExportDocument;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportMode;
import epoch.api.rest.TopologyFilter;
import org.jspecify.annotations.Nullable;

/** Topologies as a document. Blocks; throws {@link Refusal}; safe for use by several threads. */
public interface Exchange {
  /** Those that are meant, by name. */
  ExportDocument export(TopologyFilter filter);

  /**
   * Brings in a document, one topology after the other, whatever becomes of the others; {@code
   * INVALID} if it cannot be understood as a whole, and then nothing is done.
   */
  ImportAnswer bringIn(ExportDocument document, Options options, Caller by)
      throws InterruptedException;

  /**
   * How.
   *
   * @param mode what becomes of those that exist
   * @param paused whether new ones are made paused
   * @param dryRun only tell what would be done
   * @param prune the label ({@code k} or {@code k=v}) of those that the document manages
   */
  record Options(ImportMode mode, boolean paused, boolean dryRun, @Nullable String prune) {}
}
