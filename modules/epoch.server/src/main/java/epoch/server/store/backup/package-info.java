/** What is kept, as one file, and back. */
@org.jspecify.annotations.NullMarked
package epoch.server.store.backup;
