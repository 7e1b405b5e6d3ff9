package epoch.server.http;

import epoch.api.rest.Role;

/**
 * Somebody who may log in.
 *
 * @param name the name, case-sensitive
 * @param role what they may do
 * @param password knows their password
 */
public record User(String name, Role role, PasswordCheck password) {}
