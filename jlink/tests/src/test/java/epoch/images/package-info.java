/**
 * Tests of the built images. {@link epoch.images.EpochProcess} runs a command of the server's image
 * and always ends what it started.
 */
@NullMarked
package epoch.images;

import org.jspecify.annotations.NullMarked;
