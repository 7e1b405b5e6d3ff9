package epoch.server.http;

import epoch.server.operations.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoded UTF-8, and UTF-8 itself, decoded strictly. */
final class PercentEncoding {

  private PercentEncoding() {}

  /**
   * Decodes a part of an address.
   *
   * @throws Refusal if an escape is incomplete or the bytes are not UTF-8
   */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '%') {
        bytes.write(escape(text, at));
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
      throw new Refusal(Refusal.Kind.INVALID, "The address is not encoded in UTF-8");
    }
  }

  /** Decodes UTF-8; what is not is an error rather than a replacement character. */
  static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static int escape(String text, int at) {
    if (at + 3 > text.length()
        || !HexFormat.isHexDigit(text.charAt(at + 1))
        || !HexFormat.isHexDigit(text.charAt(at + 2))) {
      throw new Refusal(Refusal.Kind.INVALID, "The address has an incomplete percent escape");
    }
    return HexFormat.fromHexDigits(text, at + 1, at + 3);
  }
}
