package epoch.server.drove;

import java.util.List;

/** What Drove thinks of a task spec. */
public sealed interface Validation {

  /** It would be taken now. */
  record Valid() implements Validation {}

  /** It would be refused, for these reasons; some, such as missing capacity, may pass. */
  record Problems(List<String> problems) implements Validation {

    public Problems {
      problems = List.copyOf(problems);
    }
  }

  /** This Drove cannot tell, or could not be asked. */
  record CannotSay(String reason) implements Validation {}
}
