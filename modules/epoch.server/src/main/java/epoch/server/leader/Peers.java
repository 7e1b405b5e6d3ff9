package epoch.server.leader;

import java.net.URI;

/**
 * This member among the others.
 *
 * @param self its id
 * @param members who takes part in the election
 * @param register who of them is of this version, and which
 */
record Peers(URI self, Members members, Register register) {}
