package epoch.server.operations;

import epoch.api.rest.BulkAnswer;
import epoch.api.rest.BulkRequest;

/**
 * One thing done with many topologies. Blocks; throws {@link Refusal}; safe for use by several
 * threads.
 */
public interface Bulk {
  /**
   * Does it with one after the other, whatever becomes of the others; {@code INVALID} if the
   * request cannot be understood, and then nothing is done.
   */
  BulkAnswer run(BulkRequest request, Caller by) throws InterruptedException;
}
