package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.server.Await;
import epoch.server.Node;
import epoch.server.TwoNodes;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand requests that are almost right, to every route, through leader and follower. Say
 * {@code -Depoch.fuzz.seed=N} to have the same again.
 */
class FuzzTest {
  private static final int REQUESTS = 10_000;
  private static final int CLIENTS = 8;

  /** What ends the leadership, or has no end itself. */
  private static final Set<String> SPARED = Set.of("/v1/cluster/step-down", "/v1/events");

  /** A percent sign that no two digits follow. */
  private static final Pattern HALF_AN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

  @TempDir Path directory;

  private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

  @Test
  void nothingMakesTheServerFailOrHang() throws Exception {
    long seed = Long.getLong("epoch.fuzz.seed", ThreadLocalRandom.current().nextLong());
    String again = "again with -Depoch.fuzz.seed=" + seed;
    System.out.println("Fuzz: " + again);
    List<Route> routes =
        Stream.concat(
                Routes.ofLeader().stream(),
                Routes.ofEveryNode(new MemberProof(Optional.empty())).stream())
            .filter(route -> !SPARED.contains(route.template()))
            .toList();
    List<String> queryNames = queryNames();
    try (var nodes = new TwoNodes(directory)) {
      var next = new AtomicInteger();
      var clients = new ArrayList<Thread>();
      for (int i = 0; i < CLIENTS; i++) {
        int port = i % 4 == 0 ? nodes.follower.port() : nodes.leader.port();
        clients.add(
            Thread.ofVirtual()
                .start(() -> {
                  for (int n = next.getAndIncrement();
                      n < REQUESTS && faults.size() < 5;
                      n = next.getAndIncrement()) {
                    send(port, new Rubbish(seed + n).request(routes, queryNames), n);
                  }
                }));
      }
      for (Thread client : clients) {
        client.join();
      }
      System.out.println("Fuzz: answers by status " + new TreeMap<>(statuses));
      assertEquals(List.of(), List.copyOf(faults), again);
      assertTrue(statuses.getOrDefault(200, new LongAdder()).sum() > 500, again);
      assertTrue(statuses.getOrDefault(400, new LongAdder()).sum() > 500, again);
      for (Node node : List.of(nodes.leader, nodes.follower)) {
        mustBeWell(node);
      }
    }
  }

  private static List<String> queryNames() {
    Set<String> names = new TreeSet<>();
    ApiDescription.ROOT
        .findValues("parameters")
        .forEach(list ->
            list.forEach(parameter -> {
              if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.path("name").asText());
              }
            }));
    // An answer without an end.
    names.remove("follow");
    names.addAll(List.of("state", "nonsense", "%"));
    return List.copyOf(names);
  }

  private void send(int port, Wire.Request made, int number) {
    try (Wire wire = new Wire(port)) {
      Wire.Reply reply = wire.exchange(made);
      statuses.computeIfAbsent(reply.status(), _ -> new LongAdder()).increment();
      if (reply.status() >= 500 && reply.status() != 503) {
        faults.add(number + ": " + reply.status() + " " + reply.text() + " to " + made);
      }
    } catch (SocketTimeoutException e) {
      faults.add(number + ": no answer to " + made);
    } catch (SocketException e) {
      // What is no HTTP is answered and hung up on, while its body may still be under way.
      if (made.body().length == 0 || !HALF_AN_ESCAPE.matcher(made.target()).find()) {
        faults.add(number + ": " + e + " at " + made);
      }
    } catch (IOException | AssertionError e) {
      faults.add(number + ": " + e + " at " + made);
    }
  }

  private static void mustBeWell(Node node) throws Exception {
    assertEquals(200, Wire.send(node.adminPort(), "GET", "/healthcheck", null).status());
    assertEquals(200, Wire.send(node.adminPort(), "GET", "/ready", null).status());
    String name = "after-" + node.port();
    Wire.send(
        node.port(), "POST", "/apis/v1/cluster/release", "{\"heldFires\":\"SKIP\"}", Wire.ADMIN);
    String topology = TwoNodes.command(name, "0 0 0 1 1 ? 2199", "true");
    assertEquals(
        200,
        Wire.send(node.port(), "POST", "/apis/v1/topologies", topology, Wire.ADMIN, Wire.JSON)
            .status());
    String run =
        Wire.send(node.port(), "PUT", "/apis/v1/topologies/" + name + "/run", null, Wire.ADMIN)
            .json()
            .at("/data/runId")
            .asText();
    Await.until(
        "a run completes",
        () ->
            Wire.send(
                    node.port(),
                    "GET",
                    "/apis/v1/topologies/" + name + "/runs/" + run,
                    null,
                    Wire.ADMIN)
                .json()
                .at("/data/state")
                .asText()
                .equals("COMPLETED"));
    String metrics = Wire.send(node.adminPort(), "GET", "/metrics", null).text();
    assertFalse(metrics.contains("status=\"500\""), metrics);
  }
}
