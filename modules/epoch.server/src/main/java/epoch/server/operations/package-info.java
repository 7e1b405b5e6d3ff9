/**
 * What an operator can ask of a leading node, as the HTTP routes see it: topologies, runs and the
 * logs of tasks. The routes are written against these interfaces and know nothing of ZooKeeper or
 * Drove.
 */
@NullMarked
package epoch.server.operations;

import org.jspecify.annotations.NullMarked;
