package epoch.api.rest;

import com.fasterxml.jackson.annotation.JsonFormat;
import epoch.api.json.Frozen;
import java.util.List;

/**
 * What is wrong with input.
 *
 * @param validationErrors one readable line for each field at fault; Epoch 1.14 answers a single
 *     text in some cases, which is read too
 */
public record ValidationErrors(
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> validationErrors) {

  public ValidationErrors {
    validationErrors = Frozen.listOrEmpty(validationErrors);
  }
}
