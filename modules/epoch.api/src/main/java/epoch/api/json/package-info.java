/**
 * How everything in Epoch is written as JSON and read back: one configuration ({@link
 * epoch.api.json.Json}), one grammar for durations ({@link epoch.api.json.Durations}), one way to
 * keep what is not understood ({@link epoch.api.json.RawObject}).
 */
@NullMarked
package epoch.api.json;

import org.jspecify.annotations.NullMarked;
