package epoch.desktop.work;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The one way in which the console waits for something: the work is done in the background, its
 * outcome comes back to the thread of the screen.
 *
 * <p>A test that hands {@code Runnable::run} as both executors sees the outcome before {@link #run}
 * returns. Safe for use by several threads.
 */
public final class Runner {

  /** Something that may take long; it is interrupted when the console ends. */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does it.
     *
     * @throws IOException if it cannot be done, with a message for the operator
     */
    T call() throws IOException;
  }

  private static final System.Logger LOG = System.getLogger(Runner.class.getName());

  private final Executor background;
  private final Executor screen;

  /**
   * Makes a runner.
   *
   * @param background where work may block
   * @param screen the thread on which view models live
   */
  public Runner(Executor background, Executor screen) {
    this.background = background;
    this.screen = screen;
  }

  /** Does the work and tells, on the thread of the screen, either what came of it or why not. */
  public <T> void run(Work<T> work, Consumer<T> done, Consumer<IOException> failed) {
    background.execute(() -> screen.execute(outcome(work, done, failed)));
  }

  /** Does something on the thread of the screen, soon. */
  public void show(Runnable work) {
    screen.execute(work);
  }

  private static <T> Runnable outcome(
      Work<T> work, Consumer<T> done, Consumer<IOException> failed) {
    try {
      T result = work.call();
      return () -> done.accept(result);
    } catch (IOException e) {
      return () -> failed.accept(e);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        // The HTTP client, written in Kotlin, throws it undeclared; it means that the console ends.
        Thread.currentThread().interrupt();
        return () -> failed.accept(new IOException("The console stopped waiting", e));
      }
      // The boundary of the thread: a fault of ours must not leave a view waiting for ever.
      LOG.log(Level.ERROR, "Background work failed; the view says so and goes on", e);
      return () -> failed.accept(new IOException("A fault in the console: " + e, e));
    }
  }
}
