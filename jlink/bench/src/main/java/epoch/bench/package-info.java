/**
 * Scenarios, the parts that they are made of, and the report. Everything is measured from outside:
 * nothing here knows the server's code, so that the same scenarios run against any server that
 * speaks the kept REST API.
 */
@NullMarked
package epoch.bench;

import org.jspecify.annotations.NullMarked;
