import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the container of the server without a docker engine: {@code target/container/base}, which
 * the Dockerfile takes too, and {@code target/epoch-server.oci.tar}, an OCI image layout in one
 * file that {@code docker load}, podman, skopeo and registries' tools read.
 *
 * <p>Every file has the same time and owner, and files stand in the order of their names: equal
 * files make equal layers. Where the base's packages cannot be had there is no container, and the
 * build says so and goes on.
 */
final class MakeContainer {
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  /** What the shell of the container can call. */
  private static final List<String> APPLETS =
      List.of(
          "sh",
          "awk",
          "cat",
          "date",
          "df",
          "dirname",
          "env",
          "grep",
          "head",
          "hostname",
          "id",
          "kill",
          "ls",
          "nslookup",
          "ps",
          "pwd",
          "readlink",
          "sleep",
          "sort",
          "tail",
          "tar",
          "wget");

  /** Of the C library: not its tools for debugging and profiling, nor conversions of charsets. */
  private static final Pattern LIBRARY =
      Pattern.compile("(usr/)?lib(64)?/.*|usr/share/doc/libc6/copyright|etc/ld\\.so\\.conf\\.d/.*");

  private static final Pattern NOT_NEEDED =
      Pattern.compile(
          ".*/(gconv|audit)/.*|.*/lib(memusage|pcprofile|c_malloc_debug|thread_db|nsl|BrokenLocale"
              + "|nss_compat|nss_hesiod).*");

  private final Path jlink;
  private final Path target;
  private final String version;

  private MakeContainer(Path jlink, String version) {
    this.jlink = jlink;
    this.target = jlink.resolve("target");
    this.version = version;
  }

  /** Arguments: the directory {@code jlink}, the version. */
  public static void main(String[] args) throws IOException, InterruptedException {
    new MakeContainer(Path.of(args[0]).toRealPath(), args[1]).make();
  }

  private void make() throws IOException, InterruptedException {
    Path work = target.resolve("container");
    Path archive = target.resolve("epoch-server.oci.tar");
    Optional<Debian> libc = Debian.of("libc6", work.resolve("packages"));
    Optional<Debian> busybox = Debian.of("busybox-static", work.resolve("packages"));
    if (libc.isEmpty() || busybox.isEmpty()) {
      Files.deleteIfExists(archive);
      System.out.println(
          "No container is made: Debian's libc6 and busybox-static are neither installed here nor"
              + " to be had through apt-get");
      return;
    }
    Path base = work.resolve("base");
    makeBase(base, libc.get(), busybox.get());
    Path blobs = work.resolve("blobs");
    Image.delete(blobs);
    Files.createDirectories(blobs);
    List<Layer.Written> layers =
        List.of(
            write(blobs.resolve("base"), new Layer().add("", base)),
            write(
                blobs.resolve("image"),
                new Layer().add("opt/epoch", target.resolve("epoch-server"))),
            write(
                blobs.resolve("start"),
                new Layer()
                    .add("opt/epoch/etc/config.yml", jlink.resolve("src/container/config.yml"))
                    .add("entrypoint.sh", jlink.resolve("src/container/entrypoint.sh"))));
    pack(archive, layers);
    System.out.printf(
        "%s is made: %d MB%n", archive.getFileName(), Files.size(archive) / 1_000_000);
  }

  private static Layer.Written write(Path file, Layer layer) throws IOException {
    return layer.write(file, CREATED.getEpochSecond());
  }

  private static void makeBase(Path base, Debian libc, Debian busybox) throws IOException {
    Image.delete(base);
    libc.install(
        base, path -> LIBRARY.matcher(path).matches() && !NOT_NEEDED.matcher(path).matches());
    busybox.install(base, path -> path.endsWith("bin/busybox") || path.endsWith("copyright"));
    Path bin = Files.createDirectories(base.resolve("bin"));
    if (Files.exists(base.resolve("usr/bin/busybox"))) {
      Files.move(
          base.resolve("usr/bin/busybox"),
          bin.resolve("busybox"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    for (String applet : APPLETS) {
      Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
    }
    for (String directory : List.of("tmp", "home/default", "proc", "sys", "dev", "etc")) {
      Files.createDirectories(base.resolve(directory));
    }
    Files.setPosixFilePermissions(
        base.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Path etc = base.resolve("etc");
    Files.writeString(
        etc.resolve("passwd"),
        "root:x:0:0:root:/:/bin/sh\nepoch:x:10001:10001:Epoch:/home/default:/bin/sh\n");
    Files.writeString(etc.resolve("group"), "root:x:0:\nepoch:x:10001:\n");
    Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
  }

  private void pack(Path archive, List<Layer.Written> layers) throws IOException {
    byte[] config = json(config(layers));
    byte[] manifest = json(manifest(config, layers));
    String name = "epoch:" + version;
    Object index =
        Map.of(
            "schemaVersion",
            2,
            "mediaType",
            "application/vnd.oci.image.index.v1+json",
            "manifests",
            List.of(
                Map.of(
                    "mediaType",
                    "application/vnd.oci.image.manifest.v1+json",
                    "digest",
                    "sha256:" + digest(manifest),
                    "size",
                    manifest.length,
                    "annotations",
                    Map.of("org.opencontainers.image.ref.name", name))));
    // What `docker load` has read since long before it knew the OCI layout.
    Object docker =
        List.of(
            Map.of(
                "Config", blob(digest(config)),
                "RepoTags", List.of(name),
                "Layers", layers.stream().map(layer -> blob(layer.digest())).toList()));
    try (Tar tar =
        new Tar(
            new BufferedOutputStream(Files.newOutputStream(archive)), CREATED.getEpochSecond())) {
      tar.file("oci-layout", 0644, json(Map.of("imageLayoutVersion", "1.0.0")));
      tar.file("index.json", 0644, json(index));
      tar.file("manifest.json", 0644, json(docker));
      tar.directory("blobs", 0755);
      tar.directory("blobs/sha256", 0755);
      tar.file(blob(digest(config)), 0644, config);
      tar.file(blob(digest(manifest)), 0644, manifest);
      for (Layer.Written layer : layers) {
        tar.file(blob(layer.digest()), 0644, Files.readAllBytes(layer.file()));
      }
    }
  }

  /** As in the Dockerfile; a test compares them. */
  private Object config(List<Layer.Written> layers) {
    return Map.of(
        "architecture", System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64",
        "os", "linux",
        "created", CREATED.toString(),
        "config",
            Map.of(
                "User", "10001:10001",
                "WorkingDir", "/home/default",
                "Entrypoint", List.of("/entrypoint.sh"),
                "StopSignal", "SIGTERM",
                "ExposedPorts", Map.of("8080/tcp", Map.of(), "8081/tcp", Map.of()),
                "Env", List.of("PATH=/opt/epoch/bin:/bin", "LANG=C.UTF-8", "HOME=/home/default"),
                "Labels",
                    Map.of(
                        "org.opencontainers.image.title", "Epoch",
                        "org.opencontainers.image.description",
                            "A distributed cron for the container orchestrator Drove",
                        "org.opencontainers.image.version", version,
                        "org.opencontainers.image.licenses", "Apache-2.0")),
        "rootfs",
            Map.of(
                "type",
                "layers",
                "diff_ids",
                layers.stream().map(layer -> "sha256:" + layer.diffId()).toList()));
  }

  private static Object manifest(byte[] config, List<Layer.Written> layers) {
    var described = new ArrayList<Object>();
    for (Layer.Written layer : layers) {
      described.add(
          Map.of(
              "mediaType",
              "application/vnd.oci.image.layer.v1.tar+gzip",
              "digest",
              "sha256:" + layer.digest(),
              "size",
              layer.size()));
    }
    return Map.of(
        "schemaVersion",
        2,
        "mediaType",
        "application/vnd.oci.image.manifest.v1+json",
        "config",
        Map.of(
            "mediaType",
            "application/vnd.oci.image.config.v1+json",
            "digest",
            "sha256:" + digest(config),
            "size",
            config.length),
        "layers",
        described);
  }

  private static String blob(String digest) {
    return "blobs/sha256/" + digest;
  }

  private static String digest(byte[] bytes) {
    MessageDigest sha = Layer.sha256();
    sha.update(bytes);
    return Layer.hex(sha);
  }

  private static byte[] json(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /** JSON with the keys in order; none of the texts here needs escaping. */
  private static String text(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> "\"" + entry.getKey() + "\":" + text(entry.getValue()))
              .sorted()
              .collect(Collectors.joining(",", "{", "}"));
      case List<?> list ->
          list.stream().map(MakeContainer::text).collect(Collectors.joining(",", "[", "]"));
      case Number number -> number.toString();
      default -> "\"" + value + "\"";
    };
  }
}
