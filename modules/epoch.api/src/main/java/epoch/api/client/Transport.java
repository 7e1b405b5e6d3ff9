package epoch.api.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import epoch.api.rest.Envelope;
import epoch.api.rest.KillAnswer;
import epoch.api.rest.LeaderAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Sends calls to the members and takes their answers apart. */
final class Transport implements AutoCloseable {

  static final List<Query> NO_QUERY = List.of();

  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  /** The server says something every 15 seconds. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(40);

  /**
   * How long a connection waits for the next change: less than a node that stops goes on answering,
   * so that no change is sent where nobody reads it any more.
   */
  private static final Duration IDLE = Duration.ofMillis(300);

  private static final int MAX_IDLE = 5;

  private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");

  /** What is sent to a path. */
  record Sending(String method, @Nullable Object body, List<Query> query, Terms terms) {}

  private final List<HttpUrl> members;
  private final OkHttpClient http;

  /** As the other, for changes: these cannot be sent again where a connection turns out closed. */
  private final OkHttpClient changes;

  /** As the first, for answers without an end; one that is silent for long is given up. */
  private final OkHttpClient streams;

  private final @Nullable String authorization;

  /** Index of the member that answered last; the next call starts there. */
  private final AtomicInteger preferred = new AtomicInteger();

  private volatile boolean closed;

  Transport(ClientOptions options) {
    this.members = options.baseUrls().stream().map(HttpUrl::get).toList();
    this.authorization =
        options.username().isEmpty()
            ? null
            : Credentials.basic(options.username(), options.password(), StandardCharsets.UTF_8);
    // A write that got lost may have been carried out, and a redirect may lead credentials
    // elsewhere: neither is ours to repeat.
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .connectTimeout(options.connectTimeout())
            .readTimeout(options.callTimeout())
            .callTimeout(options.callTimeout());
    if (options.trusted() != null) {
      Trust.of(options.trusted()).applyTo(builder);
    }
    this.http = builder.build();
    this.changes =
        http.newBuilder()
            .connectionPool(new ConnectionPool(MAX_IDLE, IDLE.toMillis(), TimeUnit.MILLISECONDS))
            .build();
    this.streams =
        http.newBuilder().callTimeout(Duration.ZERO).readTimeout(LONGEST_SILENCE).build();
  }

  /** Reads; asks one member after the other until one can say. */
  <T> T get(TypeReference<Envelope<T>> type, List<Query> query, String... path) throws IOException {
    return read(query, path).data(type);
  }

  /** Reads a part of a list. */
  <T> Page<T> page(TypeReference<Envelope<List<T>>> type, List<Query> query, String... path)
      throws IOException {
    return read(query, path).page(type);
  }

  /** Reads a document that is in no envelope. */
  byte[] raw(List<Query> query, String... path) throws IOException {
    Answer answer = read(query, path);
    if (!answer.good()) {
      throw answer.failure();
    }
    return answer.body();
  }

  /** Changes something; sent once. */
  <T> T send(String method, @Nullable Object body, TypeReference<Envelope<T>> type, String... path)
      throws IOException {
    return send(new Sending(method, body, NO_QUERY, Terms.NONE), type, path);
  }

  /** Changes something; sent once, unless its terms say that this does no harm. */
  <T> T send(Sending sending, TypeReference<Envelope<T>> type, String... path) throws IOException {
    return write(sending, path).data(type);
  }

  /** Kills; a refusal in the shape of a kill's answer is an answer, not an error. */
  KillAnswer kill(@Nullable Object body, String... path) throws IOException {
    Answer answer = write(new Sending("POST", body, NO_QUERY, Terms.NONE), path);
    if (answer.status() == 401 || answer.status() == 403) {
      throw answer.failure();
    }
    JsonNode data = answer.tree().path("data");
    if (!data.has("success")) {
      throw answer.failure();
    }
    return Json.read(data, KillAnswer.class);
  }

  /** The leader in the shape of 1.14 or in an envelope. */
  Optional<String> leader(String... path) throws IOException {
    Answer answer = read(NO_QUERY, path);
    if (!answer.good() && answer.status() != 503) {
      throw answer.failure();
    }
    LeaderAnswer leader = Json.read(answer.tree(), LeaderAnswer.class);
    return Optional.ofNullable(leader.leader()).filter(url -> !url.isEmpty());
  }

  /**
   * A call that asks the member that answered last for a stream.
   *
   * @param lastId behind which event it goes on; empty: it begins
   */
  Call stream(List<Query> query, String lastId, String... path) {
    Request.Builder request =
        request(new Sending("GET", null, query, Terms.NONE), preferred.get(), path)
            .newBuilder()
            .header("Accept", "text/event-stream");
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    return streams.newCall(request.build());
  }

  /**
   * Opens a stream; the caller closes it. Where that fails the next stream is asked of the next
   * member.
   */
  Response open(Call call) throws IOException {
    int member = preferred.get();
    boolean good = false;
    try {
      Response response = call.execute();
      if (response.isSuccessful()) {
        good = true;
        return response;
      }
      try (response) {
        throw new Answer(response.code(), response.body().bytes(), null, -1).failure();
      }
    } finally {
      if (!good) {
        preferred.compareAndSet(member, (member + 1) % members.size());
      }
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    changes.connectionPool().evictAll();
  }

  private Answer read(List<Query> query, String... path) throws IOException {
    int first = preferred.get();
    IOException fault = null;
    Answer answer = null;
    for (int i = 0; i < members.size(); i++) {
      int member = (first + i) % members.size();
      try {
        answer = exchange(http, request(new Sending("GET", null, query, Terms.NONE), member, path));
        if (answer.status() < 500) {
          preferred.set(member);
          return answer;
        }
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        if (fault != null) {
          e.addSuppressed(fault);
        }
        fault = e;
      }
    }
    if (answer != null) {
      return answer;
    }
    throw fault == null ? new IOException("no member was asked") : fault;
  }

  private Answer write(Sending sending, String... path) throws IOException {
    int tries = sending.terms().key() == null ? 1 : Math.max(2, members.size());
    for (int attempt = 1; ; attempt++) {
      int member = preferred.get();
      try {
        Answer answer = exchange(changes, request(sending, member, path));
        if (answer.status() != 503 || attempt >= tries) {
          return answer;
        }
        preferred.compareAndSet(member, (member + 1) % members.size());
      } catch (IOException e) {
        preferred.compareAndSet(member, (member + 1) % members.size());
        // Who could not be reached was told nothing.
        int most = e instanceof ConnectException ? Math.max(tries, members.size()) : tries;
        if (attempt >= most || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }

  private Request request(Sending sending, int member, String... path) {
    HttpUrl.Builder url = members.get(member).newBuilder().addPathSegment("apis");
    for (String segment : path) {
      url.addPathSegment(segment);
    }
    sending
        .query()
        .forEach(parameter -> url.addQueryParameter(parameter.name(), parameter.value()));
    Request.Builder request =
        new Request.Builder()
            .url(url.build())
            .header("Accept", "application/json")
            .method(sending.method(), content(sending.method(), sending.body()));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (sending.terms().revision() != null) {
      request.header("If-Match", "\"" + sending.terms().revision() + "\"");
    }
    if (sending.terms().key() != null) {
      request.header("Idempotency-Key", sending.terms().key());
    }
    return request.build();
  }

  private static @Nullable RequestBody content(String method, @Nullable Object body) {
    if (body instanceof Written(byte[] bytes, String type)) {
      return RequestBody.create(bytes, MediaType.get(type));
    }
    if (body != null) {
      return RequestBody.create(Json.bytes(body), JSON);
    }
    // Empty, but with a type: a follower of Epoch 1.14 answers 415 to a call without one.
    return method.equals("GET") ? null : RequestBody.create(new byte[0], JSON);
  }

  private static Answer exchange(OkHttpClient client, Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      return new Answer(response.code(), response.body().bytes(), next(response), total(response));
    }
  }

  /** Where the next page begins, as the {@code Link} header says. */
  private static @Nullable String next(Response response) {
    for (String links : response.headers("Link")) {
      Matcher next = NEXT.matcher(links);
      if (next.find()) {
        HttpUrl url = response.request().url().resolve(next.group(1));
        return url == null ? null : url.queryParameter("after");
      }
    }
    return null;
  }

  private static long total(Response response) {
    String total = response.header("X-Total-Count", "");
    return total != null && total.matches("[0-9]{1,18}") ? Long.parseLong(total) : -1;
  }
}
