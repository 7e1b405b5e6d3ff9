/** Documents that are written in a form and as JSON at once, each showing what the other says. */
@NullMarked
package epoch.desktop.form;

import org.jspecify.annotations.NullMarked;
