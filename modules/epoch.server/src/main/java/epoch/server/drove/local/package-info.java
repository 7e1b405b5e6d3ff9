/**
 * The local Drove: one process that speaks the part of Drove's REST API that Epoch uses and runs
 * the tasks on this machine.
 *
 * <p>{@link epoch.server.drove.local.LocalDrove} is the way in, {@link
 * epoch.server.drove.local.LocalDroveConfig} says where and how, and {@link
 * epoch.server.drove.local.Faults} makes it misbehave the way a real cluster does.
 */
@NullMarked
package epoch.server.drove.local;

import org.jspecify.annotations.NullMarked;
