package epoch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.bench.Wire.Reply;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** The kept REST API, as far as the scenarios use it. */
final class Api {
  static final String TOPOLOGIES = "/apis/v1/topologies";
  static final String NEVER = "0 0 0 1 1 ? 2199";
  private static final int CLIENTS = 32;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final URI base;
  private final String user;
  private final String password;

  Api(URI base, String user, String password) {
    this.base = base;
    this.user = user;
    this.password = password;
  }

  Wire wire() {
    return new Wire(base, user, password);
  }

  /** A topology of one container. */
  static byte[] topology(String name, String cron) {
    ObjectNode topology = Json.object().put("name", name);
    ObjectNode task =
        topology.putObject("task").put("type", "CONTAINER_EXECUTION").put("taskName", "work");
    task.putObject("executable")
        .put("type", "DOCKER")
        .put("url", "docker.io/library/busybox:1.36")
        .put("dockerPullTimeout", "100 seconds");
    task.putArray("resources")
        .add(Json.object().put("type", "CPU").put("count", 1))
        .add(Json.object().put("type", "MEMORY").put("sizeInMB", 128));
    task.putArray("volumes");
    task.putArray("configs");
    task.putObject("logging")
        .put("type", "LOCAL")
        .put("maxSize", "10m")
        .put("maxFiles", 3)
        .put("compress", true);
    task.putObject("placementPolicy").put("type", "ANY");
    task.putObject("tags");
    task.putObject("env").put("GREETING", "hello");
    topology.putObject("trigger").put("type", "CRON").put("timeSpec", cron);
    topology.putObject("notify").put("type", "BLACKHOLE");
    return Json.bytes(topology);
  }

  /** Waits until somebody leads and answers; says who. */
  URI awaitLeader() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() - deadline < 0) {
      try (Wire wire = wire()) {
        Reply list = wire.get(TOPOLOGIES + "/none");
        if (list.status() == 404 || list.status() == 200) {
          JsonNode answer = Json.read(wire.get("/apis/housekeeping/v1/leader").body());
          return URI.create(answer.path("leader").asText(base.toString()));
        }
      } catch (IOException notYet) {
        // It is asked again.
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    throw new IllegalStateException("Nobody leads at " + base);
  }

  /**
   * Sends so many requests by {@value #CLIENTS} clients.
   *
   * @return how long each took, milliseconds
   */
  List<Double> all(int count, String method, IntFunction<String> target, IntFunction<byte[]> body)
      throws InterruptedException {
    return all(CLIENTS, count, method, target, body);
  }

  List<Double> all(
      int clients, int count, String method, IntFunction<String> target, IntFunction<byte[]> body)
      throws InterruptedException {
    var next = new AtomicInteger();
    var failure = new AtomicReference<String>();
    var done = new CountDownLatch(clients);
    var times = new ArrayList<Double>(count);
    for (int client = 0; client < clients; client++) {
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            var mine = new ArrayList<Double>();
            try (Wire wire = wire()) {
              for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                long begin = System.nanoTime();
                Reply reply = wire.send(method, target.apply(i), body.apply(i));
                mine.add((System.nanoTime() - begin) / 1e6);
                if (!reply.ok()) {
                  failure.compareAndSet(
                      null, method + " " + target.apply(i) + " answered " + reply.status());
                }
              }
            } catch (IOException e) {
              failure.compareAndSet(null, e.toString());
            } finally {
              synchronized (times) {
                times.addAll(mine);
              }
              done.countDown();
            }
          });
    }
    done.await();
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
    return times;
  }

  /** Creates so many topologies, named by prefix and number. */
  void create(int count, String prefix, String cron) throws InterruptedException {
    all(count, "POST", _ -> TOPOLOGIES, i -> topology(prefix + i, cron));
  }

  /** Removes them. */
  void delete(int count, String prefix) throws InterruptedException {
    all(count, "DELETE", i -> TOPOLOGIES + "/" + prefix + i, _ -> new byte[0]);
  }
}
