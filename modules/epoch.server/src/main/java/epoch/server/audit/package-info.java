/**
 * Who changed what: every change that someone asks for is written down in its own transaction (see
 * {@link epoch.server.store.Change#audit}); {@link epoch.server.audit.AuditService} reads that, and
 * keeps it small.
 */
@NullMarked
package epoch.server.audit;

import org.jspecify.annotations.NullMarked;
