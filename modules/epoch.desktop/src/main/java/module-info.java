/** The operator console. */
module epoch.desktop {
  requires epoch.api;
  requires javafx.controls;
  requires atlantafx.base;
  requires static org.jspecify;
}
