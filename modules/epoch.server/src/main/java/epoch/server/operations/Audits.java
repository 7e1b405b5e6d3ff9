package epoch.server.operations;

import epoch.api.rest.AuditEntry;
import epoch.api.rest.AuditQuery;
import java.util.List;

/** Who changed what. Blocks; throws {@link Refusal}; safe for use by several threads. */
public interface Audits {
  /** The changes that are wanted, the latest first. */
  List<AuditEntry> read(AuditQuery query) throws InterruptedException;
}
