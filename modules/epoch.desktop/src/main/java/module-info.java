/**
 * The operator console, a JavaFX application; {@link epoch.desktop.Main} starts it.
 *
 * <ul>
 *   <li>{@link epoch.desktop.cluster} – which cluster it speaks to, and as whom
 *   <li>{@link epoch.desktop.work} – the one runner for all that waits for the network
 *   <li>{@link epoch.desktop.words} – what states, times and schedules are called and look like
 *   <li>{@link epoch.desktop.connect}, {@link epoch.desktop.overview}, {@link
 *       epoch.desktop.topologies}, {@link epoch.desktop.runs}, {@link epoch.desktop.ledger}, {@link
 *       epoch.desktop.control}, {@link epoch.desktop.audit}, {@link epoch.desktop.live}, {@link
 *       epoch.desktop.editor}, {@link epoch.desktop.calendars}, {@link epoch.desktop.forecast} –
 *       the views with their view models
 *   <li>{@link epoch.desktop.form} – what is written in a form and as JSON at once
 *   <li>{@link epoch.desktop.place} – where one is, and how one came there
 *   <li>{@link epoch.desktop.settings} – what is remembered
 *   <li>{@link epoch.desktop.window} – the main window and the parts that all views share
 * </ul>
 *
 * <p>A class named {@code …View} builds nodes and binds them; its {@code …ViewModel} knows {@code
 * javafx.base} alone and is tested without a toolkit. All view models live on one thread, that of
 * the screen.
 */
module epoch.desktop {
  requires epoch.api;
  requires javafx.controls;
  requires atlantafx.base;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires static org.jspecify;

  // Jackson reads and writes what the console remembers.
  opens epoch.desktop.settings to
      com.fasterxml.jackson.databind;
  opens epoch.desktop.cluster to
      com.fasterxml.jackson.databind;

  // The toolkit makes the application's object.
  exports epoch.desktop to
      javafx.graphics;
}
