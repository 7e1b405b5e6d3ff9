package epoch.chaos;

import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.rest.CloseRequest;
import epoch.api.run.Run;
import epoch.api.run.RunState;
import epoch.api.topology.TopologyState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who looks after the topologies all the time, whatever else happens: lets those fire
 * again that were paused because their runs failed, and closes runs that take too long.
 */
final class Operator implements AutoCloseable {
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private final EpochClient client;
  private final Journal journal;
  private final List<Load> loads;
  private final Random random;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile @Nullable RuntimeException broken;

  Operator(World world, Random random) {
    this.client = world.client();
    this.journal = world.journal();
    this.loads =
        world.loads().stream()
            .filter(load -> load.isPausedByFailures() || load.isClosedByHand())
            .toList();
    this.random = random;
    this.thread = Thread.ofVirtual().name("operator").start(this::work);
  }

  private void work() {
    try {
      while (!stopped) {
        for (Load load : loads) {
          look(load);
        }
        TimeUnit.MILLISECONDS.sleep(400 + random.nextInt(400));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      broken = e;
    }
  }

  private void look(Load load) {
    try {
      if (load.isPausedByFailures()) {
        resume(load.id());
      } else {
        for (Run run : client.runs(load.id(), RunState.RUNNING)) {
          Duration patience = Duration.ofMillis(500 + random.nextInt(5_000));
          if (run.created().plus(patience).isBefore(Instant.now())) {
            close(client, journal, run);
          }
        }
      }
    } catch (IOException e) {
      // Nobody leads, or a while ago somebody did: there is a next time.
      System.out.println("The operator was not heard: " + e.getMessage());
    }
  }

  private void resume(String id) throws IOException {
    if (client.topology(id).state() != TopologyState.PAUSED) {
      // What was asked for a while ago was done, though nobody said so.
      journal.resumed(id);
    } else if (random.nextInt(12) == 0) {
      journal.resuming(id);
      client.unpause(id);
      journal.resumed(id);
    }
  }

  /** Closes a run, in the way that its name tells. */
  static void close(EpochClient client, Journal journal, Run run) throws IOException {
    Closing closing = journal.closing(run);
    try {
      client.close(
          run.topologyId(), run.runId(), new CloseRequest(closing.as().name(), "it is stuck"));
      journal.closed(run);
    } catch (EpochApiException e) {
      if (e.status() < CLIENT_ERROR || e.status() >= SERVER_ERROR) {
        throw e;
      }
      // It has ended by itself.
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    RuntimeException why = broken;
    if (why != null) {
      throw why;
    }
  }
}
