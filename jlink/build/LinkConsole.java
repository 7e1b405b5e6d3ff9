import java.io.IOException;

/** Makes the image of the operator console. */
final class LinkConsole {
  private LinkConsole() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Image.of(args, "epoch.desktop").make(image -> {});
  }
}
