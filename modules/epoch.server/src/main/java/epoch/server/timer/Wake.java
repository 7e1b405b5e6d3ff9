package epoch.server.timer;

/**
 * What was set for an id. Two of them are never the same one, even with equal contents: so a wake
 * that Quartz had already under way when its id was set anew can be told from the current one.
 */
final class Wake {

  private final String id;
  private final FireTimes times;

  Wake(String id, FireTimes times) {
    this.id = id;
    this.times = times;
  }

  String id() {
    return id;
  }

  FireTimes times() {
    return times;
  }
}
