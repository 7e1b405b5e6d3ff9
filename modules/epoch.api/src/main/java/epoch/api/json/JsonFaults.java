package epoch.api.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Says in words, for whoever sent it, what is wrong with JSON that could not be read: where, and
 * without names of classes.
 */
public final class JsonFaults {

  private JsonFaults() {}

  /**
   * Puts a fault into one line, such as {@code task.compositionType: "SOME" is not one of ALL, ANY
   * (line 3, column 12)}.
   *
   * @param fault what {@link Json} threw
   * @return one line
   */
  public static String explain(JsonProcessingException fault) {
    return (path(fault) + problem(fault)).replaceAll("\\s*[\\r\\n]+\\s*", " ") + place(fault);
  }

  private static String path(JsonProcessingException fault) {
    if (!(fault instanceof JsonMappingException mapping)) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      if (step.getFieldName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      } else if (step.getIndex() >= 0) {
        path.append('[').append(step.getIndex()).append(']');
      }
    }
    return path.isEmpty() ? "" : path.append(": ").toString();
  }

  private static String problem(JsonProcessingException fault) {
    return switch (fault) {
      case InvalidFormatException format when format.getTargetType().isEnum() ->
          quoted(format.getValue())
              + " is not one of "
              + Arrays.stream(format.getTargetType().getEnumConstants())
                  .map(Objects::toString)
                  .collect(Collectors.joining(", "));
      case InvalidFormatException format -> quoted(format.getValue()) + " cannot be read here";
      case JsonMappingException mapping
          when mapping.getCause() instanceof JsonProcessingException cause ->
          problem(cause);
      case JsonMappingException mapping
          when mapping.getCause() instanceof IllegalArgumentException cause ->
          Objects.requireNonNullElse(cause.getMessage(), "cannot be read");
      case JsonMappingException mapping
          when mapping.getCause() instanceof NullPointerException missing ->
          Objects.requireNonNullElse(missing.getMessage(), "something is missing");
      case JsonMappingException mapping
          when mapping.getPath().isEmpty() && fault.getLocation() == null ->
          "there is nothing to read";
      case JsonMappingException _ -> "the value is missing or not of the kind that belongs here";
      case JsonParseException parse -> withoutClassNames(parse.getOriginalMessage());
      default -> withoutClassNames(fault.getOriginalMessage());
    };
  }

  private static String quoted(Object value) {
    return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
  }

  private static String withoutClassNames(String message) {
    return message.replaceAll(
        "\\s*\\([^()]*(\\([^()]*\\)[^()]*)*[`.][^()]*(\\([^()]*\\)[^()]*)*\\)", "");
  }

  private static String place(JsonProcessingException fault) {
    JsonLocation at = fault.getLocation();
    return at == null || at.getLineNr() < 1
        ? ""
        : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }
}
