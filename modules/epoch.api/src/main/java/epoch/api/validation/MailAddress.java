package epoch.api.validation;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a text is a mail address that a mail server may be asked to deliver to; a pragmatic part
 * of RFC 5321.
 */
final class MailAddress {

  private static final Pattern LOCAL =
      Pattern.compile("[\\p{L}0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[\\p{L}0-9!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern LABEL =
      Pattern.compile("[\\p{L}0-9](?:[\\p{L}0-9-]{0,61}[\\p{L}0-9])?");

  private MailAddress() {}

  static boolean isValid(String address) {
    int at = address.lastIndexOf('@');
    if (at < 1 || at > 64 || address.length() > 254) {
      return false;
    }
    List<String> labels = List.of(address.substring(at + 1).split("\\.", -1));
    return LOCAL.matcher(address.substring(0, at)).matches()
        && labels.stream().allMatch(label -> LABEL.matcher(label).matches());
  }
}
