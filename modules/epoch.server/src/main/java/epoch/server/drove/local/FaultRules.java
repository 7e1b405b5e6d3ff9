package epoch.server.drove.local;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that are set, each with what is left of it. Thread-safe. */
final class FaultRules {
  private record Rule(Fault fault, int left, long until) {}

  private final InstantSource clock;
  private final List<Rule> rules = new ArrayList<>();

  FaultRules(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(Fault fault) {
    boolean timed = fault.kind() == Fault.Kind.EMPTY_LIST && fault.value() > 0;
    rules.add(
        new Rule(fault, fault.times(), timed ? clock.millis() + fault.value() : Long.MAX_VALUE));
  }

  synchronized void clear(Fault.Kind kind) {
    rules.removeIf(rule -> rule.fault().kind() == kind);
  }

  synchronized void clear() {
    rules.clear();
  }

  synchronized List<Fault> active() {
    return rules.stream().map(rule -> rule.fault().times(rule.left())).toList();
  }

  /** The fault of this kind that hits this call, used up by one. */
  synchronized Optional<Fault> hit(Fault.Kind kind, String call) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    long now = clock.millis();
    rules.removeIf(rule -> rule.until() <= now);
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.fault().kind() == kind && call.contains(rule.fault().path())) {
        if (rule.left() == 1) {
          rules.remove(i);
        } else if (rule.left() > 1) {
          rules.set(i, new Rule(rule.fault(), rule.left() - 1, rule.until()));
        }
        return Optional.of(rule.fault());
      }
    }
    return Optional.empty();
  }

  boolean hits(Fault.Kind kind, String call) {
    return hit(kind, call).isPresent();
  }
}
