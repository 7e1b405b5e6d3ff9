package epoch.server.store.zookeeper.local;

import java.io.File;
import java.io.IOException;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;

/**
 * What the server writes down. Once a write has failed nothing is added any more: how much of it is
 * in the file nobody knows, and ZooKeeper itself would write the same bytes once more behind the
 * half of them when it stops.
 */
final class Journal extends FileTxnSnapLog {
  private final Runnable failure;
  private volatile boolean broken;

  /**
   * @param failure is told once that a write failed
   */
  Journal(File directory, Runnable failure) throws IOException {
    super(directory, directory);
    this.failure = failure;
  }

  @Override
  public boolean append(Request request) throws IOException {
    mustBeWhole();
    try {
      return super.append(request);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void commit() throws IOException {
    mustBeWhole();
    try {
      super.commit();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void rollLog() throws IOException {
    mustBeWhole();
    try {
      super.rollLog();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!broken) {
      super.close();
    }
  }

  private void mustBeWhole() throws IOException {
    if (broken) {
      throw new IOException("a write before this one failed");
    }
  }

  private IOException failed(IOException e) {
    broken = true;
    failure.run();
    return e;
  }
}
