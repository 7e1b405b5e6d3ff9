import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A layer of a container image: files by their path, written as a compressed archive in the order
 * of their names.
 */
final class Layer {
  private final TreeMap<String, Path> files = new TreeMap<>();

  /** Adds a file, or a directory with all that is in it, under a path without a leading slash. */
  Layer add(String at, Path source) throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      for (Path file : all.toList()) {
        String name = source.relativize(file).toString();
        put(name.isEmpty() ? at : at.isEmpty() ? name : at + "/" + name, file);
      }
    }
    return this;
  }

  private void put(String name, Path file) {
    if (name.isEmpty()) {
      return;
    }
    int slash = name.lastIndexOf('/');
    if (slash > 0 && !files.containsKey(name.substring(0, slash))) {
      put(name.substring(0, slash), Path.of("/"));
    }
    files.put(name, file);
  }

  /**
   * Writes the layer.
   *
   * @param seconds the time of every file, seconds of the epoch
   */
  Written write(Path target, long seconds) throws IOException {
    MessageDigest packed = sha256();
    MessageDigest plain = sha256();
    try (OutputStream file = new DigestOutputStream(Files.newOutputStream(target), packed);
        Tar tar =
            new Tar(new DigestOutputStream(new GZIPOutputStream(file, 1 << 16), plain), seconds)) {
      for (Map.Entry<String, Path> entry : files.entrySet()) {
        Path source = entry.getValue();
        if (Files.isSymbolicLink(source)) {
          tar.link(entry.getKey(), Files.readSymbolicLink(source).toString());
        } else if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
          tar.directory(entry.getKey(), entry.getKey().equals("tmp") ? 01777 : 0755);
        } else {
          tar.file(entry.getKey(), isExecutable(source) ? 0755 : 0644, Files.readAllBytes(source));
        }
      }
    }
    return new Written(target, hex(packed), hex(plain), Files.size(target));
  }

  private static boolean isExecutable(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * A layer on disk.
   *
   * @param digest SHA-256 of the file
   * @param diffId SHA-256 of the archive in it
   */
  record Written(Path file, String digest, String diffId, long size) {}
}
