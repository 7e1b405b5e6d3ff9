package epoch.images;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.client.ClientOptions;
import epoch.api.client.EpochClient;
import epoch.api.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * An installation of 1.14 as it was recorded, in a ZooKeeper and on a Drove that are processes of
 * the image, and nodes of both versions on it. The Drove runs the containers of the recordings by a
 * stand-in for docker.
 */
final class OldInstallation implements AutoCloseable {
  static final Path ENTRY_POINT =
      Path.of("..", "src", "container", "entrypoint.sh").toAbsolutePath().normalize();
  static final Duration LONG = Duration.ofSeconds(60);
  static final String DROVE_USER = "epoch-on-drove";
  static final String DROVE_PASSWORD = "s3cret";

  private final Path directory;
  private final int zooKeeperPort = EpochProcess.freePort();
  private final URI drove = URI.create("http://127.0.0.1:" + EpochProcess.freePort());
  private final List<Runnable> ends = new ArrayList<>();
  private final EpochProcess keeper;
  private final Path hold;
  private final Map<String, JsonNode> recorded = new TreeMap<>();

  /** A node of this version, with the ports that it has. */
  record NewNode(EpochProcess process, int port, int adminPort) {
    String address() {
      return "http://127.0.0.1:" + port;
    }

    EpochClient client() {
      return new EpochClient(ClientOptions.of(address(), "admin", "admin"));
    }

    void stop() {
      process.terminate();
      process.awaitExit(LONG);
    }
  }

  OldInstallation(Path directory) throws Exception {
    this.directory = directory;
    Path engine = Files.createDirectory(directory.resolve("engine"));
    hold = engine.resolve("hold");
    Path docker = engine.resolve("docker");
    Files.copy(resource("docker"), docker);
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    keeper = service(Map.of(), "local-zookeeper", zooKeeperPort);
    EpochProcess tasks =
        service(
            Map.of("PATH", engine + ":" + System.getenv("PATH")),
            "local-drove",
            drove.getPort(),
            "--user",
            DROVE_USER,
            "--password",
            DROVE_PASSWORD);
    keeper.awaitPort(zooKeeperPort, LONG);
    tasks.awaitPort(drove.getPort(), LONG);
    try (Znodes znodes = znodes()) {
      for (JsonNode node : Json.read(Files.readString(OldFormat.INSTALLATION), JsonNode.class)) {
        if (node.get("data").isObject()) {
          recorded.put(node.get("path").asText(), node.get("data"));
          znodes.put(node.get("path").asText(), node.get("data"));
        }
      }
    }
  }

  private EpochProcess service(
      Map<String, String> environment, String command, int port, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                command,
                "--port",
                Integer.toString(port),
                "--data-dir",
                directory.resolve(command).toString()));
    words.addAll(List.of(more));
    return run(EpochProcess.epoch(environment, words.toArray(String[]::new)));
  }

  private EpochProcess run(EpochProcess process) {
    ends.add(process::close);
    return process;
  }

  /** A file beside this class. */
  static Path resource(String name) throws Exception {
    return Path.of(Objects.requireNonNull(OldInstallation.class.getResource(name), name).toURI());
  }

  String zooKeeper() {
    return "127.0.0.1:" + zooKeeperPort;
  }

  URI drove() {
    return drove;
  }

  /** What was recorded, by path. */
  Map<String, JsonNode> recorded() {
    return recorded;
  }

  /** The runs that the recording has as RUNNING. */
  List<JsonNode> active() {
    return recorded.values().stream()
        .filter(node -> node.path("state").asText().equals("RUNNING"))
        .toList();
  }

  /** From now on containers go on until they may end. */
  void holdContainers() throws IOException {
    Files.createFile(hold);
  }

  void letContainersEnd() throws IOException {
    Files.delete(hold);
  }

  OldNode oldNode() throws Exception {
    var node = new OldNode(zooKeeper(), drove, DROVE_USER + ":" + DROVE_PASSWORD);
    ends.add(node::close);
    return node;
  }

  /** Starts as in the container, with the environment and the configuration of a node of 1.14. */
  NewNode newNode() throws Exception {
    int port = EpochProcess.freePort();
    int adminPort = EpochProcess.freePort();
    Path config = directory.resolve(port + ".yml");
    Files.writeString(
        config,
        Files.readString(resource("config-of-1.14.yml"))
            .replace("port: 8080", "port: " + port)
            .replace("port: 8081", "port: " + adminPort));
    EpochProcess process =
        run(
            EpochProcess.run(
                ENTRY_POINT,
                Map.of(
                    "EPOCH_HOME",
                    Images.server().toString(),
                    "CONFIG_FILE_PATH",
                    config.toString(),
                    "ZK_CONNECTION_STRING",
                    zooKeeper(),
                    "DROVE_ENDPOINT",
                    drove.toString(),
                    "DROVE_APP_NAME",
                    "epoch-app",
                    "DROVE_USERNAME",
                    DROVE_USER,
                    "DROVE_PASSWORD",
                    DROVE_PASSWORD,
                    "HOST",
                    "127.0.0.1",
                    "JAVA_PROCESS_MIN_HEAP",
                    "64m",
                    "JAVA_PROCESS_MAX_HEAP",
                    "256m")));
    process.awaitReady(adminPort, LONG);
    return new NewNode(process, port, adminPort);
  }

  Znodes znodes() throws IOException, InterruptedException {
    return new Znodes(zooKeeper());
  }

  JsonNode read(String path) throws Exception {
    try (Znodes znodes = znodes()) {
      return znodes.read(path);
    }
  }

  /** Waits for something, in which the nodes may be away for a moment. */
  void await(String what, Callable<Boolean> condition) {
    keeper.await(
        what,
        LONG,
        () -> {
          try {
            return Optional.of(condition.call()).filter(yes -> yes);
          } catch (IOException notYet) {
            return Optional.empty();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @Override
  public void close() {
    ends.reversed().forEach(Runnable::run);
  }
}
