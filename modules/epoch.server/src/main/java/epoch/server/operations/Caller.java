package epoch.server.operations;

/**
 * Who asks, and from where.
 *
 * @param user the name under which they logged in, {@code anonymous} where nobody has to
 * @param role what they may do
 * @param address the IP address of the true client, also through a follower
 */
public record Caller(String user, Role role, String address) {}
