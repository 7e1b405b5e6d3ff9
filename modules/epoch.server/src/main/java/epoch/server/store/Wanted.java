package epoch.server.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import epoch.api.run.Run;
import epoch.api.run.RunParameters;
import org.jspecify.annotations.Nullable;

/**
 * What whoever asked for a run wants of it.
 *
 * @param parameters in what it differs from its topology; null: in nothing
 * @param note why it was asked for; null if nobody said
 * @param retryOf the run whose failed tasks it runs again; null if of none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Wanted(
    @Nullable RunParameters parameters, @Nullable String note, @Nullable String retryOf) {

  /** The run with what is wanted of it, whatever Epoch 1.14 has dropped of that. */
  public Run in(Run run) {
    return run.asked(parameters, note, retryOf);
  }
}
