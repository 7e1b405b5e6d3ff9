package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The container's archive, unpacked as far as the OCI layout: what is in it by its digest. */
final class OciArchive {
  static final Path FILE = Path.of("..", "target", "epoch-server.oci.tar");
  private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");

  private final Path layout;

  private OciArchive(Path layout) {
    this.layout = layout;
  }

  static OciArchive open(Path work) throws IOException, InterruptedException {
    Path layout = Files.createDirectories(work.resolve("layout"));
    tar("-xf", FILE.toString(), "-C", layout.toString());
    return new OciArchive(layout);
  }

  String index() throws IOException {
    return Files.readString(layout.resolve("index.json"));
  }

  String manifest() throws IOException {
    return text(digests(index()).getFirst());
  }

  String config() throws IOException {
    return text(digests(manifest()).getFirst());
  }

  /** The layers' files, the lowest first. */
  List<Path> layers() throws IOException {
    return digests(manifest()).stream().skip(1).map(this::blob).toList();
  }

  /** Puts the layers on top of each other, as whoever runs a container does. */
  void unpack(Path root) throws IOException, InterruptedException {
    Files.createDirectories(root);
    for (Path layer : layers()) {
      tar("-xzpf", layer.toString(), "-C", root.toString());
    }
  }

  /** The lines of {@code tar -tv} of a layer. */
  static List<String> listing(Path layer) throws IOException, InterruptedException {
    return tar("--utc", "--full-time", "-tvzf", layer.toString()).lines().toList();
  }

  /** Fails unless each blob is what its name says. */
  void verify() throws IOException {
    try (var blobs = Files.list(layout.resolve("blobs/sha256"))) {
      for (Path blob : blobs.toList()) {
        assertEquals(blob.getFileName().toString(), sha256(blob));
      }
    }
  }

  private String text(String digest) throws IOException {
    return Files.readString(blob(digest));
  }

  private Path blob(String digest) {
    return layout.resolve("blobs/sha256").resolve(digest);
  }

  private static List<String> digests(String json) {
    return DIGEST
        .matcher(json)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, sha).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String tar(String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of("tar"));
    command.addAll(List.of(arguments));
    Process tar = new ProcessBuilder(command).redirectErrorStream(true).start();
    tar.getOutputStream().close();
    String output = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!tar.waitFor(60, TimeUnit.SECONDS) || tar.exitValue() != 0) {
      throw new IOException(command + ": " + output);
    }
    return output;
  }
}
