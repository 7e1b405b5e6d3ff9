package epoch.desktop.server;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/** Writes a snapshot to a file, so that a person can look at it. */
public final class Png {

  private Png() {}

  public static void write(Image image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    Deflater quick = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(pixels, quick, 1 << 16)) {
      int[] row = new int[width];
      byte[] bytes = new byte[1 + 3 * width];
      for (int y = 0; y < height; y++) {
        image
            .getPixelReader()
            .getPixels(0, y, width, 1, PixelFormat.getIntArgbInstance(), row, 0, width);
        for (int x = 0; x < width; x++) {
          bytes[3 * x + 1] = (byte) (row[x] >> 16);
          bytes[3 * x + 2] = (byte) (row[x] >> 8);
          bytes[3 * x + 3] = (byte) row[x];
        }
        deflated.write(bytes);
      }
    } finally {
      quick.end();
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(header)) {
      data.writeInt(width);
      data.writeInt(height);
      data.write(new byte[] {8, 2, 0, 0, 0});
    }
    try (DataOutputStream png = new DataOutputStream(Files.newOutputStream(file))) {
      png.writeLong(0x89504E470D0A1A0AL);
      chunk(png, "IHDR", header.toByteArray());
      chunk(png, "IDAT", pixels.toByteArray());
      chunk(png, "IEND", new byte[0]);
    }
  }

  private static void chunk(DataOutputStream png, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    png.writeInt(data.length);
    png.write(name);
    png.write(data);
    png.writeInt((int) check.getValue());
  }
}
