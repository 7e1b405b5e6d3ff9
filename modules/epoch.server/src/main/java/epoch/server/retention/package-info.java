/**
 * What is kept does not grow without end: {@link epoch.server.retention.Retention} removes old runs
 * and revisions, and what Drove noted about the tasks of removed runs.
 */
@NullMarked
package epoch.server.retention;

import org.jspecify.annotations.NullMarked;
