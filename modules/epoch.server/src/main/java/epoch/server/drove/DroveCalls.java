package epoch.server.drove;

import com.fasterxml.jackson.databind.node.MissingNode;
import epoch.server.drove.CallListener.Kind;
import epoch.server.drove.CallListener.Result;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Calls to whichever controller leads, counted and remembered. Thread safe. */
final class DroveCalls implements AutoCloseable {
  private static final String NO_LEADER = "no controller of Drove says that it leads";

  private final Wire wire;
  private final Controllers controllers;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final CallListener listener;
  private volatile @Nullable Instant lastAnswer;
  private volatile @Nullable Failure lastFailure;

  DroveCalls(
      DroveSettings settings, InstantSource clock, LongSupplier nanoTime, CallListener listener) {
    this.wire = new Wire(settings.timeouts(), settings.credentials(), settings.insecure());
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.listener = listener;
    this.controllers =
        new Controllers(
            settings.endpoints(), settings.timeouts().leaderCheck(), nanoTime, this::leads);
  }

  /**
   * Asks something that may be asked twice: when the leader turns out to be another, it is asked
   * instead.
   */
  Verdict ask(Kind kind, UnaryOperator<HttpUrl.Builder> path) {
    return repeatable(kind, endpoint -> wire.get(path.apply(base(endpoint)).build()));
  }

  /** As {@link #ask}, for deleting. */
  Verdict drop(Kind kind, UnaryOperator<HttpUrl.Builder> path) {
    return repeatable(kind, endpoint -> wire.delete(path.apply(base(endpoint)).build()));
  }

  /** Sends a body exactly once. */
  Verdict tell(Kind kind, String path, byte[] json) {
    URI leader = controllers.leader();
    return leader == null
        ? noLeader()
        : once(
            kind,
            leader,
            endpoint -> wire.post(base(endpoint).addPathSegments(path).build(), json));
  }

  /** Asks for something that comes in no envelope; otherwise as {@link #ask}. */
  Exchange raw(Kind kind, UnaryOperator<HttpUrl.Builder> path) {
    URI leader = controllers.leader();
    if (leader == null) {
      return new Exchange.NotSent(Drove.reason(noLeader()));
    }
    Exchange first = rawOnce(kind, leader, path);
    if (!controllers.several() || !blamesLeader(rawVerdict(first))) {
      return first;
    }
    URI next = controllers.leader();
    return next == null || next.equals(leader) ? first : rawOnce(kind, next, path);
  }

  private Exchange rawOnce(Kind kind, URI endpoint, UnaryOperator<HttpUrl.Builder> path) {
    long start = nanoTime.getAsLong();
    Exchange exchange = wire.get(path.apply(base(endpoint)).build());
    note(kind, endpoint, rawVerdict(exchange), start);
    return exchange;
  }

  /** A good status is all there is to tell, and what an executor says to Drove is an answer too. */
  private static Verdict rawVerdict(Exchange exchange) {
    boolean answered =
        exchange instanceof Exchange.Answer answer
            && (answer.status() / 100 == 2 || DroveLogs.ofExecutor(answer));
    return answered ? new Verdict.Good(MissingNode.getInstance()) : Verdict.of(exchange);
  }

  /** Opens a stream at the leader, or null if there is none. */
  @Nullable Response open(UnaryOperator<HttpUrl.Builder> path) throws IOException {
    URI leader = controllers.leader();
    return leader == null ? null : wire.open(path.apply(base(leader)).build());
  }

  /** Notes what became of a stream. */
  void opened(Result result, long start) {
    listener.called(Kind.LOG_DOWNLOAD, result, since(start));
  }

  long now() {
    return nanoTime.getAsLong();
  }

  DroveHealth health() {
    Failure failure = lastFailure;
    return new DroveHealth(
        lastAnswer,
        failure == null ? null : failure.at(),
        failure == null ? null : failure.message(),
        controllers.known());
  }

  long leaderChanges() {
    return controllers.changes();
  }

  @Override
  public void close() {
    wire.close();
  }

  private Verdict repeatable(Kind kind, Function<URI, Exchange> call) {
    URI leader = controllers.leader();
    if (leader == null) {
      return noLeader();
    }
    Verdict first = once(kind, leader, call);
    if (!controllers.several() || !blamesLeader(first)) {
      return first;
    }
    URI next = controllers.leader();
    return next == null || next.equals(leader) ? first : once(kind, next, call);
  }

  private Verdict once(Kind kind, URI endpoint, Function<URI, Exchange> call) {
    long start = nanoTime.getAsLong();
    Verdict verdict = Verdict.of(call.apply(endpoint));
    note(kind, endpoint, verdict, start);
    return verdict;
  }

  private void note(Kind kind, URI endpoint, Verdict verdict, long start) {
    Result result = result(verdict);
    listener.called(kind, result, since(start));
    if (result == Result.ANSWERED) {
      lastAnswer = clock.instant();
    } else {
      failed(Drove.reason(verdict));
    }
    if (blamesLeader(verdict)) {
      controllers.suspect(endpoint);
    }
  }

  private boolean leads(URI endpoint) {
    long start = nanoTime.getAsLong();
    Verdict verdict = Verdict.of(wire.ping(base(endpoint).addPathSegments("ping").build()));
    listener.called(Kind.PING, result(verdict), since(start));
    if (!(verdict instanceof Verdict.Good) && !(verdict instanceof Verdict.NotLeader)) {
      failed(Drove.name(endpoint) + ": " + Drove.reason(verdict));
    }
    return verdict instanceof Verdict.Good;
  }

  private Verdict noLeader() {
    Failure why = lastFailure;
    String message =
        why == null || why.message().startsWith(NO_LEADER)
            ? why == null ? NO_LEADER : why.message()
            : NO_LEADER + " (" + why.message() + ")";
    failed(message);
    return new Verdict.NotLeader(message);
  }

  private void failed(String message) {
    lastFailure = new Failure(clock.instant(), message);
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  private static boolean blamesLeader(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Good good -> false;
      case Verdict.Bad bad -> false;
      case Verdict.Odd odd -> odd.status() / 100 == 5;
      case Verdict.NotLeader notLeader -> true;
      case Verdict.NotSent notSent -> true;
      case Verdict.Broken broken -> true;
    };
  }

  private static Result result(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Good good -> Result.ANSWERED;
      case Verdict.Bad bad -> Result.ANSWERED;
      case Verdict.NotLeader notLeader -> Result.NOT_LEADER;
      case Verdict.Odd odd -> Result.ODD;
      case Verdict.NotSent notSent -> Result.NOT_SENT;
      case Verdict.Broken broken -> Result.BROKEN;
    };
  }

  private static HttpUrl.Builder base(URI endpoint) {
    return HttpUrl.get(endpoint.toString()).newBuilder().addPathSegments("apis/v1");
  }

  private record Failure(Instant at, String message) {}
}
