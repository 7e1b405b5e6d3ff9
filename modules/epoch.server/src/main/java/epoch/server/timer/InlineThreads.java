package epoch.server.timer;

import org.quartz.spi.ThreadPool;

/**
 * Runs Quartz's jobs on the scheduler's own thread. Ours only start a virtual thread, and Quartz
 * takes no more triggers at a time than its pool has free threads: a pool of real threads would
 * need a thousand of them for the same batches.
 */
final class InlineThreads implements ThreadPool {

  private final int batch;

  InlineThreads(int batch) {
    this.batch = batch;
  }

  @Override
  public boolean runInThread(Runnable job) {
    job.run();
    return true;
  }

  @Override
  public int blockForAvailableThreads() {
    return batch;
  }

  @Override
  public int getPoolSize() {
    return batch;
  }

  @Override
  public void initialize() {
    // There are no threads.
  }

  @Override
  public void shutdown(boolean waitForJobsToComplete) {
    // There are no threads.
  }

  @Override
  public void setInstanceId(String id) {
    // Names nothing.
  }

  @Override
  public void setInstanceName(String name) {
    // Names nothing.
  }
}
