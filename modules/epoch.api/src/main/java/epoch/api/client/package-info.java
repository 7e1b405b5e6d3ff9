/** The typed Java client of Epoch's REST API. */
@NullMarked
package epoch.api.client;

import org.jspecify.annotations.NullMarked;
