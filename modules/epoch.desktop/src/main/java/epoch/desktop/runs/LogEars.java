package epoch.desktop.runs;

import epoch.api.client.LogListener;
import epoch.api.rest.LogEnd;
import epoch.api.rest.LogPiece;
import epoch.desktop.cluster.Reason;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.util.function.Consumer;

/** Hears what a task writes, and tells the screen of it in batches. */
final class LogEars implements LogListener {

  /** Something was written, up to a place in the file. */
  @FunctionalInterface
  interface Writing {
    void to(String text, long next);
  }

  private final Runner runner;
  private final Writing written;
  private final Runnable connected;
  private final Consumer<String> broken;
  private final Consumer<String> over;

  /** Guards what the thread of the stream has heard and the screen has not been told. */
  private final Object lock = new Object();

  private StringBuilder heard = new StringBuilder();
  private long next;
  private boolean telling;
  private volatile boolean stopped;

  LogEars(
      Runner runner,
      Writing written,
      Runnable connected,
      Consumer<String> broken,
      Consumer<String> over) {
    this.runner = runner;
    this.written = written;
    this.connected = connected;
    this.broken = broken;
    this.over = over;
  }

  @Override
  public void written(LogPiece piece) {
    synchronized (lock) {
      heard.append(piece.data());
      next = piece.nextOffset();
      if (telling) {
        return;
      }
      telling = true;
    }
    tell(() -> {
      String text;
      long end;
      synchronized (lock) {
        telling = false;
        text = heard.toString();
        heard = new StringBuilder();
        end = next;
      }
      written.to(text, end);
    });
  }

  @Override
  public void ended(LogEnd end) {
    tell(() -> over.accept("the task has ended"));
  }

  @Override
  public void connected() {
    tell(connected);
  }

  @Override
  public void disconnected(IOException reason) {
    tell(() -> broken.accept("Broken off; trying again"));
  }

  @Override
  public void refused(IOException reason) {
    tell(() -> over.accept(Reason.of(reason)));
  }

  private void tell(Runnable what) {
    runner.show(() -> {
      if (!stopped) {
        what.run();
      }
    });
  }

  /** Tells nothing any more. */
  void stop() {
    stopped = true;
  }
}
