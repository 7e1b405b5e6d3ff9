package epoch.server.http;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/**
 * The body of an answer as a blocking stream for virtual threads. Undertow's own would wait in a
 * selector, which holds the carrier thread and opens one selector for each thread; this one parks
 * until the I/O thread says that there is room.
 *
 * <p>Nothing is sent before the first {@value #BUFFER} bytes or {@link #complete}, so that an error
 * until then can still be answered properly. Closed without {@link #complete} after that, it breaks
 * the connection off, so that the client sees that something is missing.
 */
final class ResponseStream extends OutputStream {

  private static final int BUFFER = 16 * 1024;
  private static final long PATIENCE_SECONDS = 60;

  private final HttpServerExchange exchange;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final Semaphore room = new Semaphore(0);
  private @Nullable StreamSinkChannel channel;
  private boolean complete;

  ResponseStream(HttpServerExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      int taken = Math.min(left, buffer.remaining());
      buffer.put(bytes, from, taken);
      from += taken;
      left -= taken;
      if (!buffer.hasRemaining()) {
        drain();
      }
    }
  }

  /** Sends what was written so far, and waits until it is on its way. */
  @Override
  public void flush() throws IOException {
    drain();
    StreamSinkChannel sink = channel();
    while (!sink.flush()) {
      awaitRoom(sink);
    }
  }

  /** Says that this was all, sends it and ends the exchange. */
  void complete() throws IOException {
    if (channel == null) {
      exchange.setResponseContentLength(buffer.position());
    }
    drain();
    StreamSinkChannel sink = channel();
    sink.shutdownWrites();
    while (!sink.flush()) {
      awaitRoom(sink);
    }
    complete = true;
    exchange.endExchange();
  }

  @Override
  public void close() {
    if (!complete && channel != null) {
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  private void drain() throws IOException {
    StreamSinkChannel sink = channel();
    buffer.flip();
    while (buffer.hasRemaining()) {
      if (sink.write(buffer) == 0) {
        awaitRoom(sink);
      }
    }
    buffer.clear();
  }

  private StreamSinkChannel channel() throws IOException {
    if (channel == null) {
      channel = exchange.getResponseChannel();
      if (channel == null) {
        throw new IOException("the answer was sent already");
      }
    }
    return channel;
  }

  private void awaitRoom(StreamSinkChannel sink) throws IOException {
    sink.getWriteSetter()
        .set(ready -> {
          ready.suspendWrites();
          room.release();
        });
    sink.resumeWrites();
    try {
      if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the client does not read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while sending");
    }
  }
}
