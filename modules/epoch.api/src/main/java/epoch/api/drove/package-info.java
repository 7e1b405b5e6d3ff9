/**
 * The language of Drove's REST API, as far as Epoch speaks it, and how Drove's task states read in
 * Epoch ({@link epoch.api.drove.TaskOutcome}).
 */
@NullMarked
package epoch.api.drove;

import org.jspecify.annotations.NullMarked;
