import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a tar archive in the ustar form (POSIX.1-1988), which every reader knows. Owner is root,
 * and times are those that the caller gives, so that equal input makes equal bytes.
 */
final class Tar implements AutoCloseable {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int PREFIX = 155;

  private final OutputStream out;
  private final long seconds;

  /**
   * @param seconds the time of every entry, seconds of the epoch
   */
  Tar(OutputStream out, long seconds) {
    this.out = out;
    this.seconds = seconds;
  }

  void directory(String name, int mode) throws IOException {
    header(name + "/", mode, 0, '5', "");
  }

  void link(String name, String target) throws IOException {
    header(name, 0777, 0, '2', target);
  }

  void file(String name, int mode, byte[] content) throws IOException {
    header(name, mode, content.length, '0', "");
    out.write(content);
    out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  /** Ends the archive, and closes what it was written to. */
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }

  private void header(String path, int mode, long size, char type, String target)
      throws IOException {
    byte[] block = new byte[BLOCK];
    int split = split(path);
    text(block, 0, NAME, path.substring(split == 0 ? 0 : split + 1));
    text(block, 345, PREFIX, path.substring(0, split));
    octal(block, 100, 8, mode);
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    octal(block, 124, 12, size);
    octal(block, 136, 12, seconds);
    Arrays.fill(block, 148, 156, (byte) ' ');
    block[156] = (byte) type;
    text(block, 157, NAME, target);
    text(block, 257, 8, "ustar\00000");
    int sum = 0;
    for (byte octet : block) {
      sum += octet & 0xff;
    }
    octal(block, 148, 7, sum);
    out.write(block);
  }

  /** Where a long path is parted, at a slash; 0 if it is short. */
  private static int split(String path) {
    if (path.length() <= NAME) {
      return 0;
    }
    int split = path.indexOf('/', path.length() - NAME - 1);
    if (split <= 0 || split > PREFIX || split == path.length() - 1) {
      throw new IllegalArgumentException("The name is too long for an archive: " + path);
    }
    return split;
  }

  private static void text(byte[] block, int at, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > length) {
      throw new IllegalArgumentException("Too long for an archive: " + text);
    }
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  /** Digits and a closing NUL. */
  private static void octal(byte[] block, int at, int length, long value) {
    String digits = Long.toOctalString(value);
    text(block, at, length - 1, "0".repeat(length - 1 - digits.length()) + digits);
  }
}
