package epoch.server.config;

import org.jspecify.annotations.Nullable;

/**
 * What the nodes of one installation share.
 *
 * @param secret the word by which nodes know each other before one passes a caller's credentials on
 *     to another, and which signs web sessions; at least 16 characters, the same on all nodes
 */
public record ClusterConfig(@Nullable Secret secret) {}
