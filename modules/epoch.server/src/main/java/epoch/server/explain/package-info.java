/**
 * Explains schedules: when they fire, what they will ask for, and why a fire time became what it
 * became. {@link epoch.server.explain.ExplainService}.
 */
@NullMarked
package epoch.server.explain;

import org.jspecify.annotations.NullMarked;
