/** Runs of all topologies, and one run with its tasks and logs. */
@NullMarked
package epoch.desktop.runs;

import org.jspecify.annotations.NullMarked;
