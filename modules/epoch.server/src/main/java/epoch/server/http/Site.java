package epoch.server.http;

/**
 * What this node's API has beside what can be asked of a leader.
 *
 * @param logins judges passwords
 * @param sessions who is signed in
 * @param streams who reads what happens
 */
record Site(Logins logins, Sessions sessions, Streams streams) {

  Users users() {
    return logins.users();
  }
}
