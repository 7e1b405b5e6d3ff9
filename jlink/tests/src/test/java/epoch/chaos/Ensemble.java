package epoch.chaos;

import epoch.images.EpochProcess;
import epoch.images.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Three ZooKeeper servers, each a process of its own: of the classes that the image holds. */
final class Ensemble implements AutoCloseable {
  static final int SIZE = 3;
  static final int TICK_MILLIS = 500;

  private final List<Server> servers = new ArrayList<>();

  /** One of the servers. */
  static final class Server {
    final int port = EpochProcess.freePort();
    private final int quorum = EpochProcess.freePort();
    private final int election = EpochProcess.freePort();
    private final Path directory;
    private final int number;
    private @Nullable EpochProcess process;

    private Server(Path directory, int number) {
      this.directory = directory;
      this.number = number;
    }

    private String peer() {
      return "server.%d=127.0.0.1:%d:%d".formatted(number, quorum, election);
    }

    void start() {
      if (process == null) {
        process =
            EpochProcess.run(
                Images.server().resolve("bin").resolve("java"),
                Map.of(),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Dlogback.configurationFile=" + directory.resolve("logback.xml"),
                // What a process leaves behind when it is killed is in the kernel's hands anyway.
                "-Dzookeeper.forceSync=no",
                "-Dzookeeper.preAllocSize=4096",
                "-m",
                "org.apache.zookeeper/org.apache.zookeeper.server.quorum.QuorumPeerMain",
                directory.resolve("zoo.cfg").toString());
      }
    }

    void crash() {
      if (process != null) {
        process.crash();
        process.close();
        process = null;
      }
    }
  }

  Ensemble(Path directory) throws IOException {
    for (int i = 1; i <= SIZE; i++) {
      servers.add(new Server(Files.createDirectories(directory.resolve("zookeeper-" + i)), i));
    }
    String peers = servers.stream().map(Server::peer).collect(Collectors.joining("\n"));
    for (Server server : servers) {
      Path data = Files.createDirectories(server.directory.resolve("data"));
      Files.writeString(data.resolve("myid"), Integer.toString(server.number));
      Files.writeString(
          server.directory.resolve("logback.xml"),
          """
          <configuration>
            <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
              <encoder><pattern>%d %level %logger{0} %msg%n</pattern></encoder>
            </appender>
            <root level="WARN"><appender-ref ref="OUT"/></root>
          </configuration>
          """);
      Files.writeString(
          server.directory.resolve("zoo.cfg"),
          """
          tickTime=%d
          initLimit=40
          syncLimit=20
          dataDir=%s
          clientPort=%d
          clientPortAddress=127.0.0.1
          admin.enableServer=false
          minSessionTimeout=1000
          maxClientCnxns=1000
          %s
          """
              .formatted(TICK_MILLIS, data, server.port, peers));
    }
    start();
  }

  List<Server> servers() {
    return servers;
  }

  void start() {
    servers.forEach(Server::start);
    for (Server server : servers) {
      EpochProcess process = server.process;
      if (process != null) {
        process.awaitPort(server.port, Duration.ofSeconds(60));
      }
    }
  }

  @Override
  public void close() {
    servers.forEach(Server::crash);
  }
}
