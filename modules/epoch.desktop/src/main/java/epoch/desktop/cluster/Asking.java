package epoch.desktop.cluster;

import epoch.api.client.EpochClient;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * A question that a view asks again and again, one at a time. Who wants to know while an answer is
 * under way gets another one after it, since that one may be older than what made him ask. For the
 * thread of the window.
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
  private final Question<T> question;
  private final Consumer<T> answer;
  private final ReadOnlyObjectWrapper<Picture> picture =
      new ReadOnlyObjectWrapper<>(new Picture.Loading());
  private Instant askedAt = Instant.MIN;
  private boolean asking;
  private boolean again;

  /**
   * Nothing is asked before {@link #refresh}.
   *
   * @param answer takes what was answered
   */
  public Asking(
      Session session, Runner runner, Cluster cluster, Question<T> question, Consumer<T> answer) {
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
      return;
    }
    asking = true;
    again = false;
    askedAt = cluster.nowProperty().get();
    runner.run(
        () -> question.ask(session.client()),
        answered -> {
          answer.accept(answered);
          ended(new Picture.Live(cluster.nowProperty().get()));
        },
        failure -> ended(picture.get().failed(Reason.of(failure))));
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
