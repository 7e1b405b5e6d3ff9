/**
 * What a container is: its image or command, its resources, volumes, configuration files, logging
 * and placement, in the words of Drove. Alternatives are sealed and have an {@code Unknown…}
 * variant that carries a type of the future through unharmed.
 */
@NullMarked
package epoch.api.container;

import org.jspecify.annotations.NullMarked;
