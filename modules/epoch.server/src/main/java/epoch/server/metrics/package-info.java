/** What Epoch tells Prometheus. */
@NullMarked
package epoch.server.metrics;

import org.jspecify.annotations.NullMarked;
