/**
 * The web UI: static files, found by {@link epoch.web.WebAssets}. It stands on the REST API alone
 * and needs nothing of the server.
 */
module epoch.web {
  requires static transitive org.jspecify;

  exports epoch.web;
}
