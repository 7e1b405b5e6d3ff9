package epoch.server.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Several questions at once, each asked by a virtual thread of its own: what they wait for they
 * wait for together. For one thread, which asks, awaits, and closes.
 */
public final class Together implements AutoCloseable {

  /** What is answered after a while. */
  public interface Question<T> {
    T ask() throws InterruptedException;
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> asked = new ArrayList<>();

  /** Asks; the answer is there after {@link #await}. */
  public <T> Future<T> ask(Question<T> question) {
    Future<T> answer = threads.submit(question::ask);
    asked.add(answer);
    return answer;
  }

  /** Does something that has no answer; it is done after {@link #await}. */
  public void begin(Workers.Work work) {
    var _ =
        ask(() -> {
          work.run();
          return work;
        });
  }

  /**
   * Waits for all of them.
   *
   * @throws RuntimeException what one of them threw, of several the one that was asked first
   */
  public void await() throws InterruptedException {
    for (Future<?> answer : asked) {
      try {
        answer.get();
      } catch (ExecutionException e) {
        throw thrown(e.getCause());
      }
    }
  }

  private static RuntimeException thrown(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException expected -> expected;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(cause);
    };
  }

  /** Ends what is not awaited any more. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
