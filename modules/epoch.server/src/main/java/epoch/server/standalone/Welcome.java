package epoch.server.standalone;

import java.nio.file.Path;

/** What the person who starts it first is told. */
final class Welcome {
  private Welcome() {}

  /**
   * @param passwords the file of passwords
   * @param netrc the file by which curl logs in
   */
  static String of(String url, String admin, String guest, Path passwords, Path netrc) {
    return """

    Epoch is up: %1$s/
      admin  %2$s  (reads and writes)
      guest  %3$s  (reads)
      Passwords that did not come from the environment are kept in %4$s
    Try: curl --netrc-file %5$s %1$s/apis/v1/topologies
    """
        .formatted(url, admin, guest, passwords, netrc);
  }
}
