package epoch.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the image that ends with the benchmark. */
final class Child implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final CompletableFuture<String> found = new CompletableFuture<>();

  /**
   * Starts it.
   *
   * @param awaited what a line of its output says once it is up; group 1 is {@link #awaitUp}'s
   *     answer
   */
  Child(List<String> command, Map<String, String> environment, Path log, Pattern awaited)
      throws IOException {
    var builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Thread.ofVirtual().start(() -> read(awaited, log));
  }

  /** What it says is kept beside what it complains about. */
  private void read(Pattern awaited, Path log) {
    try (var out =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var kept =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        kept.write(line);
        kept.newLine();
        Matcher matcher = awaited.matcher(line);
        if (!found.isDone() && matcher.find()) {
          found.complete(matcher.group(1));
        }
      }
      found.completeExceptionally(new IOException("It ended before it was up"));
    } catch (IOException e) {
      found.completeExceptionally(e);
    }
  }

  /** Waits until it says that it is up. */
  String awaitUp() throws InterruptedException {
    try {
      return found.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("A process of the image does not come up: see its log", e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Ends it as a crash would. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
      process.getInputStream().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
