/**
 * What an operator should know of an installation before moving it to this version, or back. Only
 * reads.
 */
@org.jspecify.annotations.NullMarked
package epoch.server.doctor;
