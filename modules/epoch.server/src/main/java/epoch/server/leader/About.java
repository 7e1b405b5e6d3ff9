package epoch.server.leader;

import java.util.function.BooleanSupplier;

/**
 * What a node says of itself.
 *
 * @param version of Epoch
 * @param authEnabled whether anyone has to log in
 * @param defaultPasswords whether a user has a password that everybody knows
 */
public record About(String version, boolean authEnabled, BooleanSupplier defaultPasswords) {}
