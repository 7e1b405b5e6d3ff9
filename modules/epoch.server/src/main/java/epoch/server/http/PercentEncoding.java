package epoch.server.http;

import epoch.server.operations.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;

/** Percent-encoded UTF-8, and UTF-8 itself, decoded strictly. */
final class PercentEncoding {

  private PercentEncoding() {}

  /**
   * Decodes a part of an address.
   *
   * @param fault makes what is thrown of what is wrong: an escape that is incomplete, or bytes that
   *     are not UTF-8
   */
  static String decode(String text, Function<String, Refusal> fault) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '%') {
        bytes.write(escape(text, at, fault));
        at += 3;
      } else {
        int next = text.indexOf('%', at);
        int end = next < 0 ? text.length() : next;
        bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
        at = end;
      }
    }
    try {
      return utf8(bytes.toByteArray());
    } catch (CharacterCodingException e) {
      throw fault.apply("is not encoded in UTF-8");
    }
  }

  /** Decodes UTF-8; what is not is an error rather than a replacement character. */
  static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static int escape(String text, int at, Function<String, Refusal> fault) {
    if (at + 3 > text.length()
        || !HexFormat.isHexDigit(text.charAt(at + 1))
        || !HexFormat.isHexDigit(text.charAt(at + 2))) {
      throw fault.apply("has an incomplete percent escape");
    }
    return HexFormat.fromHexDigits(text, at + 1, at + 3);
  }
}
