/** The static web UI. */
module epoch.web {
  requires static org.jspecify;
}
