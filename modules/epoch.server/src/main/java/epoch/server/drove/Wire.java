package epoch.server.drove;

import epoch.server.drove.DroveSettings.Credentials;
import epoch.server.drove.DroveSettings.Timeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** HTTP to Drove: sends, and knows whether anything was sent when it went wrong. Thread safe. */
final class Wire implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  /**
   * Shorter than the 30 s after which Drove's server hangs up, so that a create seldom meets a
   * connection that just went.
   */
  private static final int IDLE_SECONDS = 20;

  private static final int IDLE_CONNECTIONS = 64;

  private final OkHttpClient asking;
  private final OkHttpClient telling;
  private final OkHttpClient pinging;
  private final OkHttpClient streaming;
  private final @Nullable String authorization;

  Wire(Timeouts timeouts, @Nullable Credentials credentials, boolean insecure) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
            .connectTimeout(timeouts.connect())
            .readTimeout(timeouts.call())
            .writeTimeout(timeouts.call())
            .callTimeout(timeouts.call())
            .followRedirects(false)
            .followSslRedirects(false)
            .eventListener(new SentListener());
    if (insecure) {
      TrustAnyone.in(builder);
    }
    asking = builder.build();
    telling = asking.newBuilder().retryOnConnectionFailure(false).build();
    pinging =
        asking.newBuilder().callTimeout(timeouts.connect()).readTimeout(timeouts.connect()).build();
    // A log may take long to load; only silence ends it.
    streaming = asking.newBuilder().callTimeout(0, TimeUnit.SECONDS).build();
    authorization =
        credentials == null
            ? null
            : okhttp3.Credentials.basic(
                credentials.username(), credentials.password(), StandardCharsets.UTF_8);
  }

  /**
   * A question that may be sent twice, as happens when a kept connection turns out to be closed.
   */
  Exchange get(HttpUrl url) {
    return send(asking, request(url, "application/json").build());
  }

  /** As {@link #get}, with the short time-out of a connect. */
  Exchange ping(HttpUrl url) {
    return send(pinging, request(url, "application/json").build());
  }

  /** Asks to delete; deleting twice is deleting once. */
  Exchange delete(HttpUrl url) {
    return send(asking, request(url, "application/json").delete().build());
  }

  /** Sends the body exactly once. */
  Exchange post(HttpUrl url, byte[] json) {
    return send(telling, request(url, "application/json").post(new OneShot(json)).build());
  }

  /** Opens an answer of any length; the caller closes it. */
  Response open(HttpUrl url) throws IOException {
    return streaming.newCall(request(url, "*/*").build()).execute();
  }

  private Request.Builder request(HttpUrl url, String accept) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("Accept", accept)
            .header("User-Agent", "epoch")
            .tag(Sent.class, new Sent(new AtomicBoolean()));
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  private static Exchange send(OkHttpClient client, Request request) {
    try (Response response = client.newCall(request).execute()) {
      return new Exchange.Answer(
          response.code(), new String(response.body().bytes(), StandardCharsets.UTF_8));
    } catch (IOException | UncheckedIOException e) {
      Sent sent = request.tag(Sent.class);
      return sent != null && !sent.begun().get()
          ? new Exchange.NotSent(words(e))
          : new Exchange.Broken(words(e));
    }
  }

  /**
   * The exception in words for people: many carry an address or nothing at all as their message.
   */
  static String words(Exception e) {
    String message = e.getMessage();
    return message == null
        ? e.getClass().getSimpleName()
        : e.getClass().getSimpleName() + ": " + message;
  }

  @Override
  public void close() {
    asking.dispatcher().cancelAll();
    asking.connectionPool().evictAll();
  }

  /** Whether the first byte of a request may have left. */
  private record Sent(AtomicBoolean begun) {}

  private static final class SentListener extends EventListener {
    @Override
    public void requestHeadersStart(Call call) {
      Sent sent = call.request().tag(Sent.class);
      if (sent != null) {
        sent.begun().set(true);
      }
    }
  }

  /**
   * One shot: OkHttp then repeats it for no reason whatever, not even for a 503 that invites to.
   */
  private static final class OneShot extends RequestBody {
    private final byte[] json;

    OneShot(byte[] json) {
      this.json = json;
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return json.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(json);
    }
  }
}
