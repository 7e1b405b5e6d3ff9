import java.io.IOException;

/** Makes the image of the server, with its AOT cache. */
final class LinkServer {
  /**
   * Nobody requires these: flight recordings, and jcmd with its kin, for whoever looks into a
   * running server; and what provides jakarta.activation, which jakarta.mail looks for when it puts
   * a mail together.
   */
  private static final String UNNAMED = "jdk.jfr,jdk.jcmd,org.eclipse.angus.activation";

  /** Quartz needs java.desktop for java.beans; a server draws nothing and makes no sound. */
  private static final String DRAWING =
      "**/libawt*.so,**/libfontmanager.so,**/libfreetype.so,**/libmlib_image.so,**/liblcms.so,"
          + "**/libsplashscreen.so,**/libjavajpeg.so,**/libjsound.so,**/libjawt.so";

  private LinkServer() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Image.of(args, "epoch.server", UNNAMED).without(DRAWING).make(ServerTraining::run);
  }
}
