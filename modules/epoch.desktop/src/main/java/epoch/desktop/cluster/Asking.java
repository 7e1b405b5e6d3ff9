package epoch.desktop.cluster;

import epoch.api.client.EpochClient;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * A question that a view asks again and again, one at a time. Who wants to know while an answer is
 * under way gets another one after it, since that one may be older than what made him ask. Where
 * the question has become another one, the answer to the one before is for nobody. For the thread
 * of the window.
 *
 * @param <T> what is answered
 */
public final class Asking<T> {

  /** What is asked, on a thread of its own. */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks it. */
    T ask(EpochClient client) throws IOException;
  }

  private final Session session;
  private final Runner runner;
  private final Cluster cluster;
  private final Supplier<Question<T>> question;
  private final Consumer<T> answer;
  private final ReadOnlyObjectWrapper<Picture> picture =
      new ReadOnlyObjectWrapper<>(new Picture.Loading());
  private Instant askedAt = Instant.MIN;
  private int questions;
  private boolean asking;
  private boolean again;

  /**
   * The same question each time. Nothing is asked before {@link #refresh}.
   *
   * @param answer takes what was answered
   */
  public Asking(
      Session session, Runner runner, Cluster cluster, Question<T> question, Consumer<T> answer) {
    this(session, runner, cluster, () -> question, answer);
  }

  /**
   * A question that depends on what is looked at. Nothing is asked before {@link #refresh}.
   *
   * @param question what is to be asked now, made on the thread of the window
   * @param answer takes what was answered
   */
  public Asking(
      Session session,
      Runner runner,
      Cluster cluster,
      Supplier<Question<T>> question,
      Consumer<T> answer) {
    this.session = session;
    this.runner = runner;
    this.cluster = cluster;
    this.question = question;
    this.answer = answer;
  }

  /** Asks anew. */
  public void refresh() {
    if (asking) {
      again = true;
    } else {
      ask(question.get(), answer);
    }
  }

  /** The question is another one now: what is under way is forgotten, and it is asked at once. */
  public void restart() {
    stop();
    picture.set(new Picture.Loading());
    refresh();
  }

  /** Nobody wants to know any more. */
  public void stop() {
    questions++;
    asking = false;
    again = false;
  }

  /** Asks something beside, such as for what comes behind, unless an answer is under way. */
  public void beside(Question<T> other, Consumer<T> taking) {
    if (!asking) {
      ask(other, taking);
    }
  }

  private void ask(Question<T> asked, Consumer<T> taking) {
    asking = true;
    again = false;
    askedAt = cluster.nowProperty().get();
    int mine = questions;
    runner.run(
        () -> asked.ask(session.client()),
        answered -> {
          if (mine == questions) {
            taking.accept(answered);
            ended(new Picture.Live(cluster.nowProperty().get()));
          }
        },
        failure -> {
          if (mine == questions) {
            ended(picture.get().failed(Reason.of(failure)));
          }
        });
  }

  private void ended(Picture now) {
    asking = false;
    picture.set(now);
    if (again) {
      refresh();
    }
  }

  /** When it was asked last. */
  public Instant askedAt() {
    return askedAt;
  }

  /** How much the last answer may be trusted. */
  public ReadOnlyObjectProperty<Picture> pictureProperty() {
    return picture.getReadOnlyProperty();
  }
}
