package epoch.desktop.server;

import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Feed;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Session;
import epoch.desktop.place.Navigator;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Question;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A cluster that is followed, without a toolkit: what is meant for the screen is done by the thread
 * of the test, while it waits for something.
 */
public class Followed implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  public final TestClock clock = new TestClock();
  public final TimeWords times = new TimeWords(ZoneId.of("Asia/Kolkata"));
  public final Dialogs dialogs = new Dialogs();
  public final Navigator navigator = new Navigator();
  public final Runner runner;
  public final Session session;
  public final Cluster cluster = new Cluster(clock);
  public final Deeds deeds;
  private final Feed feed;
  private final BlockingQueue<Runnable> screen = new LinkedBlockingQueue<>();

  public Followed(Connection connection) {
    runner = new Runner(Runnable::run, Runnable::run);
    session = new Session(connection);
    deeds = new Deeds(session, runner, cluster);
    feed =
        new Feed(
            session,
            cluster,
            screen::add,
            new Feed.Pace(Duration.ofMillis(1), Duration.ofMillis(50), Duration.ofMillis(50)));
  }

  /** Begins to follow; the screen is busy with something else. */
  public void start() {
    feed.start();
  }

  /** Begins to follow, and waits for the first picture. */
  public void follow() {
    start();
    until(() -> cluster.pictureProperty().get() instanceof Picture.Live);
  }

  /** Does what is meant for the screen until something is so. */
  public void until(BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        Runnable work = screen.poll(20, TimeUnit.MILLISECONDS);
        if (work != null) {
          work.run();
        }
        if (System.nanoTime() > end) {
          throw new AssertionError("it did not come to that");
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What is asked at the moment. */
  public Question asked() {
    return dialogs
        .questionProperty()
        .get()
        .orElseThrow(
            () -> new AssertionError("nothing is asked: " + deeds.problemProperty().get()));
  }

  /** Says yes, with these words. */
  public void yes(String reason, String choice, String... fields) {
    Question question = asked();
    Question.Answer answer = new Question.Answer(reason, choice, List.of(fields));
    String problem = question.care().check().problem(answer);
    if (!problem.isEmpty()) {
      throw new AssertionError("that is no answer: " + problem);
    }
    dialogs.dismiss();
    question.yes().accept(answer);
  }

  /** What is wrong with saying that; the question stays. */
  public String wrong(String choice, String... fields) {
    return asked().care().check().problem(new Question.Answer("", choice, List.of(fields)));
  }

  public void yes() {
    yes("", asked().care().choices().stream().findFirst().orElse(""));
  }

  @Override
  public void close() {
    feed.close();
    session.close();
  }
}
