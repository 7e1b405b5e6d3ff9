package epoch.server.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Asks a Drove which applications it knows. */
final class DeployedApps {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private DeployedApps() {}

  /**
   * Whether an application of this name is there: Drove gives up the tasks of others after a
   * failover of its own.
   */
  static Finding check(
      String endpoint, @Nullable String user, @Nullable String password, String name) {
    var client = new OkHttpClient.Builder().callTimeout(LIMIT).build();
    try {
      var request =
          new Request.Builder().url(endpoint.replaceAll("/+$", "") + "/apis/v1/applications");
      if (user != null) {
        request.header("Authorization", Credentials.basic(user, password == null ? "" : password));
      }
      try (Response response = client.newCall(request.build()).execute()) {
        if (!response.isSuccessful()) {
          return Finding.problem(
              "Drove", endpoint + " answers " + response.code() + " when asked for applications");
        }
        return judge(Json.read(response.body().bytes(), JsonNode.class), name);
      }
    } catch (IOException | IllegalArgumentException e) {
      return Finding.problem("Drove", endpoint + " cannot be asked: " + e.getMessage());
    } finally {
      client.dispatcher().executorService().shutdown();
      client.connectionPool().evictAll();
    }
  }

  private static Finding judge(JsonNode answer, String name) {
    var names = new TreeSet<String>();
    answer
        .path("data")
        .forEach(app ->
            Optional.ofNullable(app.get("name")).map(JsonNode::asText).ifPresent(names::add));
    return names.contains(name)
        ? Finding.fact("Drove", "the application " + name + " is deployed")
        : Finding.problem(
            "Drove",
            "no application named "
                + name
                + " is deployed (there are "
                + (names.isEmpty() ? "none" : String.join(", ", names))
                + "): after a failover of Drove its tasks would be given up as zombies");
  }
}
