/**
 * Epoch's HTTP: the REST API, the static web UI and the admin port, on raw Undertow.
 *
 * <p>{@link epoch.server.http.HttpServer} starts both ports. {@code Chain} is the way of a request
 * from top to bottom; one HTTP concern is one handler there. {@code Routes} is the one table of
 * what is served. What is answered from memory is answered on Undertow's I/O thread; what blocks is
 * handed to a virtual thread by {@code HandOver}.
 */
@NullMarked
package epoch.server.http;

import org.jspecify.annotations.NullMarked;
