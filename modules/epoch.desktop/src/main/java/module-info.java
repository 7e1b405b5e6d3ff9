/**
 * The operator console, a JavaFX application; {@link epoch.desktop.Main} starts it.
 *
 * <ul>
 *   <li>{@link epoch.desktop.cluster} – which cluster it speaks to, and as whom
 *   <li>{@link epoch.desktop.work} – the one runner for all that waits for the network
 *   <li>{@link epoch.desktop.words} – what states, times and schedules are called and look like
 *   <li>{@link epoch.desktop.connect}, {@link epoch.desktop.topologies} – the views with their view
 *       models
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
  requires static org.jspecify;

  // The toolkit makes the application's object.
  exports epoch.desktop to
      javafx.graphics;
}
