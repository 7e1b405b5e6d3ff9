package epoch.server.drove;

import epoch.server.drove.CreateOutcome.Why;

/** Tells from Drove's answer to a create what is certain. */
final class CreateAnswers {

  private CreateAnswers() {}

  static CreateOutcome read(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Good good -> new CreateOutcome.Accepted();
      case Verdict.NotLeader(String message) -> new CreateOutcome.NotNow(Why.NO_LEADER, message);
      case Verdict.NotSent(String message) -> new CreateOutcome.NotNow(Why.UNREACHABLE, message);
      case Verdict.Broken(String message) -> new CreateOutcome.Unknown(message);
      case Verdict.Bad bad -> refused(bad);
      case Verdict.Odd odd -> odd(odd);
    };
  }

  private static CreateOutcome refused(Verdict.Bad bad) {
    String text = bad.text();
    if (bad.problems().stream().anyMatch(problem -> problem.contains("Task already exists"))) {
      return new CreateOutcome.Exists(text);
    }
    if (text.contains("maintenance mode")) {
      return new CreateOutcome.NotNow(Why.MAINTENANCE, text);
    }
    if (bad.problems().isEmpty() && bad.status() / 100 != 4) {
      return new CreateOutcome.Unknown(text);
    }
    if (!bad.problems().isEmpty()
        && bad.problems().stream().allMatch(CreateAnswers::aboutCapacity)) {
      return new CreateOutcome.NotNow(Why.NO_CAPACITY, text);
    }
    return new CreateOutcome.Refused(text);
  }

  /**
   * What is free, and the largest node, change with the executors that are up, so that neither is
   * the last word.
   */
  private static boolean aboutCapacity(String problem) {
    return problem.contains("Cluster does not have enough")
        || problem.contains("exceeds the maximum core available");
  }

  private static CreateOutcome odd(Verdict.Odd odd) {
    return switch (odd.status()) {
      case 401, 403, 404, 405, 415, 429 -> new CreateOutcome.NotNow(Why.UNREACHABLE, odd.message());
      case 413 -> new CreateOutcome.Refused("the task is too large: " + odd.message());
      // Any other answer may stand between Epoch and a Drove that has taken the task.
      default -> new CreateOutcome.Unknown(odd.message());
    };
  }
}
