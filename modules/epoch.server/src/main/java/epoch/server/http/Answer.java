package epoch.server.http;

import epoch.api.rest.Envelope;
import epoch.server.operations.Revised;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What an endpoint answers. */
sealed interface Answer {

  /** One JSON value, written at once. */
  record Body(int status, Object value) implements Answer {}

  /** One JSON value with the revision that it shows, to be named in {@code If-Match}. */
  record Tagged(int revision, Object value) implements Answer {}

  /** An envelope around a list that may be long. */
  record Listing(List<?> items) implements Answer {}

  /** What needs no envelope, written at once. */
  record Raw(String contentType, byte[] content) implements Answer {}

  /** A file to keep, written as it comes. */
  record Download(String name, Content content) implements Answer {}

  /** Writes the content of a file; blocks. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
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
