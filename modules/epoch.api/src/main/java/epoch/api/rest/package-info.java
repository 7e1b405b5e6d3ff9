/** Bodies and answers of Epoch's own REST API. */
@NullMarked
package epoch.api.rest;

import org.jspecify.annotations.NullMarked;
