package epoch.desktop.topologies;

import epoch.api.client.EpochClient;
import epoch.desktop.words.Look;
import java.io.IOException;
import java.util.List;

/** What can be done with a topology. */
enum Action {
  RUN("Run", "Cannot be undone; a task that runs can be killed.") {
    @Override
    List<String> consequences(TopologyFacts topology) {
      return topology.look() == Look.PAUSED
          ? List.of("One run starts at once, although it is paused.", "It stays paused.")
          : List.of("One run starts at once.", "Its schedule stays as it is.");
    }

    @Override
    String carryOut(EpochClient client, String id) throws IOException {
      return "Started run " + client.run(id).runId();
    }
  },
  PAUSE("Pause", "Undo: resume it.") {
    @Override
    List<String> consequences(TopologyFacts topology) {
      return List.of("It does not fire until it is resumed.", "Runs under way go on.");
    }

    @Override
    String carryOut(EpochClient client, String id) throws IOException {
      client.pause(id);
      return "Paused";
    }
  },
  RESUME("Resume", "Undo: pause it again.") {
    @Override
    List<String> consequences(TopologyFacts topology) {
      return List.of("It fires again from its next fire time on.");
    }

    @Override
    String carryOut(EpochClient client, String id) throws IOException {
      client.unpause(id);
      return "Resumed";
    }
  };

  private final String verb;
  private final String footer;

  Action(String verb, String footer) {
    this.verb = verb;
    this.footer = footer;
  }

  String verb() {
    return verb;
  }

  /** How it is undone, or that it cannot be. */
  String footer() {
    return footer;
  }

  /** What would happen, line by line, and what would not. */
  abstract List<String> consequences(TopologyFacts topology);

  /** Does it, in the background; answers what was done. */
  abstract String carryOut(EpochClient client, String id) throws IOException;
}
