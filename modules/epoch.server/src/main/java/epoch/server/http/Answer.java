package epoch.server.http;

import epoch.api.rest.Envelope;
import epoch.server.operations.Part;
import epoch.server.operations.Revised;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an endpoint answers. */
sealed interface Answer {

  /** One JSON value, written at once. */
  record Body(int status, Object value) implements Answer {}

  /** One JSON value with the revision that it shows, to be named in {@code If-Match}. */
  record Tagged(int revision, Object value) implements Answer {}

  /** An envelope around a list that may be long. */
  record Listing(List<?> items) implements Answer {}

  /** A document that is in no envelope, written as it comes. */
  record Document(String contentType, Content content) implements Answer {}

  /** A part of a list; headers tell where the next begins and how many items there are in all. */
  record Page(Part part, @Nullable String link) implements Answer {}

  /** An answer that takes longer to find than an I/O thread has time for. */
  record Later(Work work) implements Answer {}

  /** What needs no envelope, written at once. */
  record Raw(String contentType, byte[] content) implements Answer {}

  /** A file to keep, written as it comes. */
  record Download(String name, Content content) implements Answer {}

  /** An answer with headers of its own. */
  record Headed(Map<HttpString, String> headers, Answer answer) implements Answer {}

  /** One that writes itself as long as there is something to say. */
  record Live(Stream stream) implements Answer {}

  /** Takes an exchange over and ends it some time; called on the thread of the route. */
  @FunctionalInterface
  interface Stream {
    void begin(HttpServerExchange exchange) throws Exception;
  }

  /** Writes the content of a file; blocks. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  /** Finds an answer; may take a while. */
  @FunctionalInterface
  interface Work {
    Answer answer() throws InterruptedException;
  }

  /** A topology after a change. */
  static Answer of(Revised revised) {
    return new Tagged(revised.revision(), Envelope.success(revised.details()));
  }

  /** A good answer in an envelope. */
  static Answer of(Object data) {
    return new Body(200, Envelope.success(data));
  }
}
