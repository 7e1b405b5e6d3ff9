/** What became of fire times: what ran, what did not, and why. */
@NullMarked
package epoch.desktop.ledger;

import org.jspecify.annotations.NullMarked;
