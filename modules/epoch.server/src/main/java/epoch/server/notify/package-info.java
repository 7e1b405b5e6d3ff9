/**
 * Who is told how a run ended. {@link epoch.server.notify.Notifier} hears of every end and decides
 * whom it concerns; how they are told is a {@link epoch.server.notify.Messenger}.
 */
@NullMarked
package epoch.server.notify;

import org.jspecify.annotations.NullMarked;
