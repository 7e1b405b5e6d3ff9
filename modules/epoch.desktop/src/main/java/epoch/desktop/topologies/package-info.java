/** The topologies of a cluster: the table, one in detail, and what can be done with it. */
@NullMarked
package epoch.desktop.topologies;

import org.jspecify.annotations.NullMarked;
