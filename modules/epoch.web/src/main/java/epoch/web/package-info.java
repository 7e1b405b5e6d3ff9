/** The files of the web UI. */
@NullMarked
package epoch.web;

import org.jspecify.annotations.NullMarked;
