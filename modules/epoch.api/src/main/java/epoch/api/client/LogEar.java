package epoch.api.client;

import epoch.api.json.Json;
import epoch.api.rest.LogEnd;
import epoch.api.rest.LogPiece;
import java.io.IOException;

/** Hears a stream of what a task writes. */
record LogEar(LogListener listener) implements LiveStream.Ear {

  @Override
  public void connected() {
    listener.connected();
  }

  @Override
  public boolean message(SseReader.Message message) throws IOException {
    switch (message.kind()) {
      case LogPiece.KIND -> listener.written(Json.read(message.data(), LogPiece.class));
      case LogEnd.KIND -> {
        listener.ended(Json.read(message.data(), LogEnd.class));
        return false;
      }
      default -> {
        // What a later version says.
      }
    }
    return true;
  }

  @Override
  public void disconnected(IOException reason) {
    listener.disconnected(reason);
  }

  @Override
  public void refused(IOException reason) {
    listener.refused(reason);
  }
}
