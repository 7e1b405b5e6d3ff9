/**
 * Who leads. {@link epoch.server.leader.Election} takes part in the election of the cluster; {@link
 * epoch.server.leader.Term} is what this node does while it leads, from {@code establish} to {@code
 * revoke}; {@link epoch.server.leader.Members} knows who takes part.
 */
@NullMarked
package epoch.server.leader;

import org.jspecify.annotations.NullMarked;
