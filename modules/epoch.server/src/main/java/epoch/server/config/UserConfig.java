package epoch.server.config;

import epoch.api.rest.Role;

/**
 * One user.
 *
 * @param username the name
 * @param password the password, plain or as a hash that {@link Password} reads
 * @param role what they may do; where nobody is {@code ADMIN}, {@code READ_WRITE} may as much
 */
public record UserConfig(
    @Required String username, @Required Secret password, @Required Role role) {}
