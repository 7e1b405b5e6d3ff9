/** Placeholder for the skeleton. */
@org.jspecify.annotations.NullMarked
package epoch.desktop;
