import java.io.IOException;

/** Makes the image of the server, with its AOT cache. */
final class LinkServer {
  private LinkServer() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Image.of(args, "epoch.server", OPERATIONS).make(ServerTraining::run);
  }

  /**
   * Nobody requires these: flight recordings, and jcmd with its kin, for whoever looks into a
   * running server.
   */
  private static final String OPERATIONS = "jdk.jfr,jdk.jcmd";
}
