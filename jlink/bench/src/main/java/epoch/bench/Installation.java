package epoch.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A stand-in for Drove, a ZooKeeper, and nodes of the image, with nothing in it; or the server that
 * somebody else started. A node serves as soon as it listens: {@link Api#awaitLeader} waits for it.
 */
final class Installation implements AutoCloseable {
  private static final Pattern ZOOKEEPER = Pattern.compile("ZooKeeper: (\\S+)");
  private static final Pattern LISTENS = Pattern.compile("listens on port (\\d+)");

  private final Options options;
  private final Path directory;
  private final StandIn standIn = new StandIn();
  private final StandInServer drove;
  private final List<Child> nodes = new ArrayList<>();
  private final List<URI> urls = new ArrayList<>();
  private final List<Child> others = new ArrayList<>();
  private String zooKeeper = "";

  /** Starts it, with so many nodes. */
  Installation(Options options, int howMany) throws IOException, InterruptedException {
    this.options = options;
    Files.createDirectories(options.out());
    directory = Files.createTempDirectory(options.out().toAbsolutePath(), "run");
    drove = new StandInServer(standIn, options.foreign() ? options.drovePort() : 0);
    if (options.foreign()) {
      urls.add(options.url().orElseThrow());
      return;
    }
    Child server =
        child("zookeeper", ZOOKEEPER, "local-zookeeper", "--port", "0", "--data-dir", "zookeeper");
    others.add(server);
    zooKeeper = server.awaitUp();
    for (int i = 0; i < howMany; i++) {
      startNode();
    }
  }

  /** Starts one more node. */
  void startNode() throws IOException, InterruptedException {
    int port = freePort();
    int number = nodes.size() + 1;
    Path config = directory.resolve("node-" + number + ".yml");
    Files.writeString(
        config,
        """
        server:
          applicationConnectors: [{type: http, port: %d, bindHost: 127.0.0.1}]
          adminConnectors: [{type: http, port: %d, bindHost: 127.0.0.1}]
        zookeeper: {connectionString: "%s"}
        drove: {endpoints: ["%s"], username: bench, password: bench}
        userAuth: {enabled: true, users: [{username: "%s", password: "%s", role: READ_WRITE}]}
        cluster: {secret: "the secret of the benchmark"}
        options: {numRunsPerJob: 100000}
        """
            .formatted(
                port, freePort(), zooKeeper, drove.url(), options.user(), options.password()));
    Child node = child("node-" + number, LISTENS, "server", config.toString());
    node.awaitUp();
    nodes.add(node);
    urls.add(URI.create("http://127.0.0.1:" + port));
  }

  private Child child(String name, Pattern awaited, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(options.image().toAbsolutePath().resolve("bin/epoch").toString());
    for (String argument : arguments) {
      command.add(argument.equals(name) ? directory.resolve(name).toString() : argument);
    }
    return new Child(
        command,
        Map.of("HOST", "127.0.0.1", "EPOCH_JAVA_OPTS", options.javaOpts()),
        directory.resolve(name + ".log"),
        awaited);
  }

  StandIn drove() {
    return standIn;
  }

  Api api(int node) {
    return new Api(urls.get(node), options.user(), options.password());
  }

  Api api() {
    return api(0);
  }

  /** Which node has this URL. */
  int indexOf(URI url) {
    return urls.indexOf(url);
  }

  Child node(int index) {
    return nodes.get(index);
  }

  /** The measured process. */
  long pid() {
    return options.pid().orElseGet(() -> nodes.isEmpty() ? -1 : nodes.getFirst().pid());
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(Child::close);
    others.forEach(Child::close);
    drove.close();
    standIn.close();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @org.jspecify.annotations.Nullable IOException e) throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
