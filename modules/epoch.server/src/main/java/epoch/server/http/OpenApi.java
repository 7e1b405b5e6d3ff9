package epoch.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The description of the API, as every node has it. */
final class OpenApi {
  static final String FILE = "openapi.yaml";

  private static final byte[] CONTENT = read();

  private OpenApi() {}

  static Answer answer(Call call) {
    return new Answer.Raw("application/yaml", CONTENT);
  }

  private static byte[] read() {
    try (InputStream file = OpenApi.class.getResourceAsStream(FILE)) {
      return Objects.requireNonNull(file, FILE).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
