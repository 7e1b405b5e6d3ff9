package epoch.server.command;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that runs until the process is told to stop. */
final class Service {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private Service() {}

  /**
   * Starts it and waits for SIGTERM or Ctrl-C, at which it is closed before the process ends.
   *
   * @throws Exception what the start throws
   */
  static void run(Start start) throws Exception {
    AutoCloseable running = start.start();
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  close(running);
                  stopped.countDown();
                }));
    stopped.await();
  }

  private static void close(AutoCloseable running) {
    try {
      running.close();
    } catch (Exception e) {
      LOG.error("Stopping failed; the process ends all the same", e);
    }
  }

  /** Starts a service. */
  @FunctionalInterface
  interface Start {
    AutoCloseable start() throws Exception;
  }
}
