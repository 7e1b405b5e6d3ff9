package epoch.desktop;

import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Session;
import epoch.desktop.settings.Pictures;
import epoch.desktop.work.Runner;
import epoch.desktop.work.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import javafx.util.Subscription;

/**
 * Keeps the picture of a cluster on disk: as soon as the cluster is away, when one leaves, and now
 * and then in between, for the case that the console does not come to an orderly end.
 */
final class PictureKeeper implements AutoCloseable {

  private static final Duration NOW_AND_THEN = Duration.ofMinutes(5);

  private final Session session;
  private final Cluster cluster;
  private final Pictures pictures;
  private final Runner runner;
  private final Ticker ticker;
  private final Subscription away;

  /** Up to which change what is kept goes. */
  private long kept = -1;

  PictureKeeper(
      Session session, Cluster cluster, Pictures pictures, Runner runner, Executor screen) {
    this.session = session;
    this.cluster = cluster;
    this.pictures = pictures;
    this.runner = runner;
    this.ticker = new Ticker(NOW_AND_THEN, screen, this::keep);
    this.away =
        cluster
            .pictureProperty()
            .subscribe((before, now) -> {
              if (before instanceof Picture.Live && now instanceof Picture.Stale) {
                keep();
              }
            });
  }

  private void keep() {
    long changes = cluster.topologyChanges().get();
    if (changes == kept || !cluster.isSeen()) {
      return;
    }
    kept = changes;
    cluster
        .snapshot(session)
        .ifPresent(snapshot ->
            runner.run(
                () -> {
                  pictures.keep(snapshot);
                  return snapshot;
                },
                _ -> {},
                _ -> {}));
  }

  /** Keeps what is there now, before it returns: what runs in the background may be cut off. */
  @Override
  public void close() {
    ticker.close();
    away.unsubscribe();
    if (cluster.isSeen()) {
      cluster.snapshot(session).ifPresent(pictures::keep);
    }
  }
}
