/** The rules that a topology has to meet before it is stored; all that is wrong is said at once. */
@NullMarked
package epoch.api.validation;

import org.jspecify.annotations.NullMarked;
