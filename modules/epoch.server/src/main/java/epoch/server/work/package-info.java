/** Threads that live as long as a term of leadership. */
@NullMarked
package epoch.server.work;

import org.jspecify.annotations.NullMarked;
