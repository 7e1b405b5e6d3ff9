package epoch.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientRequest;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StringReadChannelListener;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * Demands of a new connection that a member of this cluster is at its other end, before any
 * credentials go through it.
 */
final class LeaderProof {

  private static final Logger LOG = LoggerFactory.getLogger(LeaderProof.class);
  private static final String REFUSED =
      "The leader does not prove that it belongs to this cluster: cluster.secret must be the same on all nodes";

  private final Optional<ClusterSecret> secret;
  private final boolean allowLegacyLeader;
  private final SecureRandom random = new SecureRandom();

  LeaderProof(Cluster cluster) {
    this.secret = cluster.key();
    this.allowLegacyLeader = cluster.allowLegacyLeader();
  }

  /**
   * Passes the connection on once it has proved itself; at once where there is no secret to prove
   * it by.
   */
  void demand(ClientConnection connection, URI leader, LeaderConnections.Callback callback) {
    if (secret.isEmpty()) {
      callback.connected(connection);
      return;
    }
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String challenge = HexFormat.of().formatHex(bytes);
    ClientRequest request =
        new ClientRequest()
            .setMethod(Methods.GET)
            .setPath("/apis" + MemberProof.PATH + "?challenge=" + challenge);
    request
        .getRequestHeaders()
        .put(Headers.HOST, leader.getAuthority())
        .put(Headers.ACCEPT, "application/json");
    connection.sendRequest(
        request,
        new Failing<>(connection, callback) {
          @Override
          public void completed(ClientExchange exchange) {
            exchange.setResponseListener(
                new Failing<>(connection, callback) {
                  @Override
                  public void completed(ClientExchange answered) {
                    read(answered, challenge, leader, callback);
                  }
                });
          }
        });
  }

  private void read(
      ClientExchange exchange, String challenge, URI leader, LeaderConnections.Callback callback) {
    ClientConnection connection = exchange.getConnection();
    new StringReadChannelListener(connection.getBufferPool()) {
      @Override
      protected void stringDone(String text) {
        judge(
            connection,
            exchange.getResponse().getResponseCode(),
            text,
            challenge,
            leader,
            callback);
      }

      @Override
      protected void error(IOException e) {
        IoUtils.safeClose(connection);
        callback.failed("The leader broke off");
      }
    }.setup(exchange.getResponseChannel());
  }

  private void judge(
      ClientConnection connection,
      int status,
      String text,
      String challenge,
      URI leader,
      LeaderConnections.Callback callback) {
    // 1.14 does not know the question: it asks for a login first, or says that there is no such
    // path.
    boolean legacy = allowLegacyLeader && (status == 401 || status == 404);
    if (legacy || (status == 200 && holds(text, challenge, leader))) {
      callback.connected(connection);
      return;
    }
    LOG.warn(
        "{} leads by its member id, but what listens there does not know cluster.secret; requests are not passed on",
        leader);
    IoUtils.safeClose(connection);
    callback.refused(REFUSED);
  }

  private boolean holds(String text, String challenge, URI leader) {
    try {
      JsonNode proof = Json.read(text, JsonNode.class).path("data").path("proof");
      return secret.isPresent()
          && MemberProof.holds(secret.get(), challenge, leader.toString(), proof.asText());
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private abstract static class Failing<T> implements ClientCallback<T> {

    private final ClientConnection connection;
    private final LeaderConnections.Callback callback;

    Failing(ClientConnection connection, LeaderConnections.Callback callback) {
      this.connection = connection;
      this.callback = callback;
    }

    @Override
    public void failed(IOException e) {
      IoUtils.safeClose(connection);
      callback.failed("The leader broke off");
    }
  }
}
