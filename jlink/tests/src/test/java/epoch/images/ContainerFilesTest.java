package epoch.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import epoch.api.client.ClientOptions;
import epoch.api.client.EpochClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container's archive: what is in it, and that its files run with nothing else around them. */
class ContainerFilesTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Path DOCKERFILE = Path.of("..", "Dockerfile");
  private static final long MB = 1_000_000;

  /**
   * What an engine gives to every container: /proc, and a few devices. Then the entry point as the
   * user of the image, who may write to /tmp alone.
   */
  private static final String CONTAIN =
      """
      root=$1; shift
      mount -t proc proc "$root/proc"
      for device in null zero random urandom; do
        : > "$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"
      done
      exec chroot --userspec=10001:10001 "$root" /entrypoint.sh "$@"
      """;

  @TempDir private Path directory;

  @BeforeEach
  void thereIsAnArchive() {
    assumeTrue(Files.exists(OciArchive.FILE), "no container was built: no packages of Debian here");
  }

  @Test
  void it_takes_less_than_125_mb_and_each_blob_is_what_its_name_says() throws Exception {
    assertTrue(Files.size(OciArchive.FILE) < 125 * MB);
    OciArchive.open(directory).verify();
  }

  @Test
  void it_is_described_as_in_the_dockerfile() throws Exception {
    String dockerfile = Files.readString(DOCKERFILE);
    String config = OciArchive.open(directory).config();
    for (String[] same :
        List.of(
            new String[] {"USER 10001:10001", "\"User\":\"10001:10001\""},
            new String[] {"WORKDIR /home/default", "\"WorkingDir\":\"/home/default\""},
            new String[] {"ENTRYPOINT [\"/entrypoint.sh\"]", "\"Entrypoint\":[\"/entrypoint.sh\"]"},
            new String[] {"STOPSIGNAL SIGTERM", "\"StopSignal\":\"SIGTERM\""},
            new String[] {
              "ENV PATH=/opt/epoch/bin:/bin LANG=C.UTF-8 HOME=/home/default",
              "\"Env\":[\"PATH=/opt/epoch/bin:/bin\",\"LANG=C.UTF-8\",\"HOME=/home/default\"]"
            },
            new String[] {"image.title=\"Epoch\"", "\"org.opencontainers.image.title\":\"Epoch\""},
            new String[] {
              "image.licenses=\"Apache-2.0\"",
              "\"org.opencontainers.image.licenses\":\"Apache-2.0\""
            })) {
      assertTrue(dockerfile.contains(same[0]), same[0]);
      assertTrue(config.contains(same[1]), same[1] + " in " + config);
    }
  }

  @Test
  void every_file_has_the_same_owner_and_time_in_the_order_of_names() throws Exception {
    for (Path layer : OciArchive.open(directory).layers()) {
      List<String> listing = OciArchive.listing(layer);
      assertTrue(
          listing.stream()
              .allMatch(line -> line.contains(" 0/0 ") && line.contains(" 2026-01-01 00:00:00 ")),
          () -> layer + ": " + listing.getFirst());
      List<String> names =
          listing.stream()
              .map(line -> line.substring(line.indexOf("00:00:00") + 9).replaceAll("/? -> .*", ""))
              .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
              .toList();
      assertEquals(names.stream().sorted().toList(), names);
    }
  }

  @Test
  void it_holds_the_linked_image_file_by_file() throws Exception {
    Path root = directory.resolve("root");
    OciArchive.open(directory).unpack(root);
    Path image = Images.server();
    try (Stream<Path> files = Files.walk(image)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = root.resolve("opt/epoch").resolve(image.relativize(file));
        assertEquals(-1, Files.mismatch(file, copy), () -> copy + " differs");
        assertEquals(Files.isExecutable(file), Files.isExecutable(copy), copy::toString);
      }
    }
  }

  @Test
  void its_files_run_in_a_chroot_with_nothing_else_as_a_user_who_writes_to_tmp_alone()
      throws Exception {
    assumeTrue(isRoot(), "only root may change the root directory");
    Path root = directory.resolve("root");
    OciArchive.open(directory).unpack(root);
    int zooKeeperPort = EpochProcess.freePort();
    int drovePort = EpochProcess.freePort();
    int port = EpochProcess.freePort();
    int adminPort = EpochProcess.freePort();
    Map<String, String> environment =
        Map.of(
            "ZK_CONNECTION_STRING",
            "127.0.0.1:" + zooKeeperPort,
            "DROVE_ENDPOINT",
            "http://127.0.0.1:" + drovePort,
            "DROVE_APP_NAME",
            "contained",
            "ADMIN_PASSWORD",
            "s3cret $word",
            "EPOCH_PORT",
            "" + port,
            "EPOCH_ADMIN_PORT",
            "" + adminPort,
            "HOST",
            "127.0.0.1",
            "PORT_" + port,
            "" + port,
            "JAVA_PROCESS_MIN_HEAP",
            "64m",
            "JAVA_PROCESS_MAX_HEAP",
            "256m");
    try (var _ = Backends.start(directory, zooKeeperPort, drovePort);
        EpochProcess epoch = contain(root, environment)) {
      epoch.awaitPort(port, LONG);
      epoch.awaitReady(adminPort, LONG);
      try (var client =
          new EpochClient(ClientOptions.of("http://127.0.0.1:" + port, "admin", "s3cret $word"))) {
        assertEquals(List.of(), client.topologies());
      }
      epoch.terminate();
      epoch.awaitExit(Duration.ofSeconds(10));
      assertTrue(epoch.output().contains("Leads no more"), "leadership is handed over first");
    }
    try (EpochProcess version = contain(root, Map.of(), "version")) {
      assertEquals(0, version.awaitExit(LONG), version::errors);
    }
    try (EpochProcess nothing =
        contain(root, Map.of("ZK_CONNECTION_STRING", "", "DROVE_ENDPOINT", ""))) {
      assertEquals(1, nothing.awaitExit(LONG), nothing::errors);
      assertEquals(1, nothing.errors().lines().count(), nothing::errors);
    }
    try (Stream<Path> files = Files.walk(root)) {
      assertEquals(
          List.of(),
          files.filter(file -> !file.startsWith(root.resolve("tmp")) && owner(file) != 0).toList(),
          "written outside of /tmp");
    }
  }

  private static EpochProcess contain(
      Path root, Map<String, String> environment, String... arguments) {
    var line = new java.util.ArrayList<>(List.of("--mount", "sh", "-euc", CONTAIN, "contain"));
    line.add(root.toString());
    line.addAll(List.of(arguments));
    var all = new TreeMap<>(environment);
    all.put("PATH", "/opt/epoch/bin:/bin:/usr/bin:/usr/sbin:/sbin");
    return EpochProcess.run(Path.of("unshare"), all, line.toArray(String[]::new));
  }

  private static boolean isRoot() throws IOException {
    return owner(Path.of("/proc/self")) == 0;
  }

  private static int owner(Path file) {
    try {
      return (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
