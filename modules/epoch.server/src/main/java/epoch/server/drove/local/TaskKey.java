package epoch.server.drove.local;

/** What names a task on Drove: the app that owns it and the id that the app chose. */
record TaskKey(String app, String id) {
  @Override
  public String toString() {
    return app + "/" + id;
  }
}
