/** Writing topologies: form and JSON, side by side. */
@NullMarked
package epoch.desktop.editor;

import org.jspecify.annotations.NullMarked;
