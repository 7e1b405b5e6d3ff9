package epoch.desktop.topologies;

import epoch.api.rest.Standing.Attention;
import epoch.desktop.cluster.TopologyFacts;
import epoch.desktop.words.Look;
import java.util.Optional;

/** What one looks for most often. */
enum Quick {
  ALL("All", Optional.empty()) {
    @Override
    boolean takes(TopologyFacts facts) {
      return true;
    }
  },
  FAILING("Failing", Optional.of(Look.FAILED)) {
    @Override
    boolean takes(TopologyFacts facts) {
      return is(facts, Attention.FAILED) || is(facts, Attention.UNKNOWN);
    }
  },
  RUNNING("Running", Optional.of(Look.RUNNING)) {
    @Override
    boolean takes(TopologyFacts facts) {
      return facts.standing().active() > 0;
    }
  },
  LATE("Late", Optional.of(Look.LATE)) {
    @Override
    boolean takes(TopologyFacts facts) {
      return is(facts, Attention.LATE);
    }
  },
  PAUSED("Paused", Optional.of(Look.PAUSED)) {
    @Override
    boolean takes(TopologyFacts facts) {
      return facts.look() == Look.PAUSED;
    }
  };

  private final String word;
  private final Optional<Look> look;

  Quick(String word, Optional<Look> look) {
    this.word = word;
    this.look = look;
  }

  abstract boolean takes(TopologyFacts facts);

  private static boolean is(TopologyFacts facts, Attention attention) {
    return facts.standing().attention() == attention;
  }

  String word() {
    return word;
  }

  Optional<Look> look() {
    return look;
  }
}
