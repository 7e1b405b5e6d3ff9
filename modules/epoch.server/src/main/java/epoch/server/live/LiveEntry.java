package epoch.server.live;

import epoch.api.rest.LiveEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One event of a feed. It is put into words when the first reader asks for it, once for all of
 * them; where nobody reads that costs nothing.
 */
public final class LiveEntry {
  private final String id;
  private final long sequence;
  private final String kind;
  private final @Nullable String topologyId;
  private final Supplier<Optional<LiveEvent>> content;
  private volatile boolean asked;
  private volatile byte @Nullable [] frame;

  LiveEntry(
      String id,
      long sequence,
      String kind,
      @Nullable String topologyId,
      Supplier<Optional<LiveEvent>> content) {
    this.id = id;
    this.sequence = sequence;
    this.kind = kind;
    this.topologyId = topologyId;
    this.content = content;
  }

  long sequence() {
    return sequence;
  }

  /** Its name in the stream. */
  public String kind() {
    return kind;
  }

  /** The topology that it is about; null if it is about none. */
  public @Nullable String topologyId() {
    return topologyId;
  }

  /** Whether somebody asked for it already, and so may have got what was true before now. */
  boolean isAsked() {
    return asked;
  }

  /**
   * The bytes of the event in the stream, for nobody to change; none if there is nothing to say.
   */
  public byte[] frame() {
    byte[] known = frame;
    if (known == null) {
      // Before it is looked at what to say: whoever changes that later must see it.
      asked = true;
      known = content.get().map(event -> frame(id, event)).orElse(new byte[0]);
      frame = known;
    }
    return known;
  }

  /** An event in the form of the stream. */
  public static byte[] frame(String id, LiveEvent event) {
    return ("id: " + id + "\nevent: " + event.kind() + "\ndata: " + event.data() + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
