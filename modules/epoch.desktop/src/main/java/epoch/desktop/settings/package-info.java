/** What the console remembers: connections, the window, filters, subscriptions. */
@NullMarked
package epoch.desktop.settings;

import org.jspecify.annotations.NullMarked;
