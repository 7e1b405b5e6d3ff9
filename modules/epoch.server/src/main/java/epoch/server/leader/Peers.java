package epoch.server.leader;

import java.net.URI;

/**
 * This member among the others.
 *
 * @param self its id
 * @param members who takes part in the election
 * @param presence which version each of them runs
 */
record Peers(URI self, Members members, Presence presence) {}
