/** Texts with places that each run fills in. */
@NullMarked
package epoch.api.template;

import org.jspecify.annotations.NullMarked;
