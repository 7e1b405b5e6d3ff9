package epoch.api.client;

import epoch.api.rest.LiveEvent;
import java.io.IOException;

/** Hears a stream of events. */
record EventEar(EventListener listener) implements LiveStream.Ear {

  @Override
  public void connected() {
    listener.connected();
  }

  @Override
  public boolean message(SseReader.Message message) throws IOException {
    listener.happened(LiveEvent.read(message.kind(), message.data()));
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
