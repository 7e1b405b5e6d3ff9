package epoch.api.client;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document as it stands in a file, sent without being read.
 *
 * @param bytes its text in UTF-8; not to be changed afterwards
 * @param mediaType what it is written in, such as {@code application/yaml}
 */
public record Written(byte[] bytes, String mediaType) {

  /** A document in JSON. */
  public static Written json(byte[] bytes) {
    return new Written(bytes, "application/json");
  }

  /** A document in YAML. */
  public static Written yaml(byte[] bytes) {
    return new Written(bytes, "application/yaml");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Written(byte[] text, String type)
        && Arrays.equals(bytes, text)
        && mediaType.equals(type);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(bytes), mediaType);
  }

  @Override
  public String toString() {
    return mediaType + " of " + bytes.length + " bytes";
  }
}
