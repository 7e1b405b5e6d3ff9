package epoch.server.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Somebody else on Drove. */
final class Strangers {
  private Strangers() {}

  /** Starts a task that is not Epoch's under an id of Epoch's. */
  static void create(String drove, String app, String taskId) throws Exception {
    String body =
        """
        {"type":"CREATE",
         "spec":{"sourceAppName":"%s","taskId":"%s",
           "executable":{"type":"COMMAND","command":["true"]},
           "resources":[{"type":"CPU","count":1},{"type":"MEMORY","sizeInMB":16}],
           "placementPolicy":{"type":"ANY"},"env":{"EPOCH_RUN_UID":"a stranger"}},
         "opSpec":{"timeout":"5m","parallelism":1,"failureStrategy":"STOP"}}
        """
            .formatted(app, taskId);
    Request create =
        new Request.Builder()
            .url(drove + "/apis/v1/tasks/operations")
            .post(RequestBody.create(body, MediaType.get("application/json")))
            .build();
    try (var answer = new OkHttpClient().newCall(create).execute()) {
      assertEquals(200, answer.code(), answer.body().string());
    }
  }
}
