package epoch.desktop.server;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;

/** Writes a snapshot to a file, so that a person can look at it. */
public final class Png {

  private Png() {}

  public static void write(Image image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (DataOutputStream deflated = new DataOutputStream(new DeflaterOutputStream(pixels))) {
      for (int y = 0; y < height; y++) {
        deflated.writeByte(0);
        for (int x = 0; x < width; x++) {
          int argb = image.getPixelReader().getArgb(x, y);
          deflated.writeByte(argb >> 16);
          deflated.writeByte(argb >> 8);
          deflated.writeByte(argb);
        }
      }
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
