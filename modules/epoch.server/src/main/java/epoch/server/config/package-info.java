/**
 * The configuration file: what can be said in it, how it is read, and what is wrong with it.
 *
 * <p>The records mirror the file key by key, so that a key path such as {@code
 * drove.clusterOpSpec.timeout} is also the way through the accessors. Their {@code @param} texts
 * are the source of {@code docs/configuration.md}.
 */
@org.jspecify.annotations.NullMarked
package epoch.server.config;
