package epoch.server.config;

import org.jspecify.annotations.Nullable;

/**
 * What the nodes of one installation share.
 *
 * @param secret the word by which nodes know each other before one passes a caller's credentials on
 *     to another, and which signs web sessions; at least 16 characters, the same on all nodes
 * @param legacyLeader whether requests, and the credentials in them, are passed on to a leader of
 *     version 1.14 as well, which knows no secret; for the minutes of a move
 */
public record ClusterConfig(@Nullable Secret secret, @Default("false") boolean legacyLeader) {}
