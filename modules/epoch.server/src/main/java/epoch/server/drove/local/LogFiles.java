package epoch.server.drove.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lists, reads and sends the log of a task. There is one file, and no other can be named. */
final class LogFiles {
  private static final String NAME = "output.log";
  private static final int MAX_READ = 4 * 1024 * 1024;

  private LogFiles() {}

  static Answer list(Task task) {
    ObjectNode body = Json.object();
    var files = body.putArray("files");
    if (Files.exists(task.folder.output())) {
      files.add(NAME);
    }
    return Answer.bare(200, body);
  }

  static Answer download(Task task, String name) {
    return isThere(task, name) ? Answer.download(task.folder.output(), NAME) : missing(name);
  }

  /**
   * A piece of the log.
   *
   * @param offset bytes from the start; negative answers no data but where the end is
   */
  static Answer read(Task task, String name, long offset, int length) throws IOException {
    if (!isThere(task, name)) {
      return missing(name);
    }
    try (FileChannel file = FileChannel.open(task.folder.output())) {
      if (offset < 0) {
        return piece("", file.size());
      }
      long there = Math.clamp(file.size() - offset, 0, Math.clamp(length, 0, MAX_READ));
      ByteBuffer buffer = ByteBuffer.allocate((int) there);
      while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) >= 0) {}
      int whole = withoutBrokenEnd(buffer.array(), buffer.position());
      return piece(new String(buffer.array(), 0, whole, StandardCharsets.UTF_8), offset);
    }
  }

  /**
   * Leaves a character that is cut in two for the next read, which starts where this one's bytes
   * end.
   */
  private static int withoutBrokenEnd(byte[] bytes, int length) {
    for (int back = 1; back <= Math.min(3, length - 1); back++) {
      int lead = bytes[length - back] & 0xff;
      if (lead >= 0xc0) {
        int needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        return needed > back ? length - back : length;
      }
      if (lead < 0x80) {
        break;
      }
    }
    return length;
  }

  private static boolean isThere(Task task, String name) {
    Path output = task.folder.output();
    return name.equals(NAME) && Files.exists(output);
  }

  private static Answer piece(String data, long offset) {
    return Answer.bare(200, Json.object().put("data", data).put("offset", offset));
  }

  private static Answer missing(String name) {
    ObjectNode inner = Json.object().put("error", "Could not read log file: " + name);
    return Answer.error(
        500,
        "Executor call returned: 400 body: "
            + new String(Json.bytes(inner), StandardCharsets.UTF_8));
  }
}
