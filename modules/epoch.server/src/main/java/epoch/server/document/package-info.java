/**
 * Topologies as JSON or YAML documents, read and written: {@link epoch.server.document.Documents}.
 */
@NullMarked
package epoch.server.document;

import org.jspecify.annotations.NullMarked;
