package epoch.desktop.topologies;

import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.cluster.Session;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.TestClock;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import java.time.ZoneId;
import java.util.List;

/** View models of a session with a real server, all on the thread of the test. */
final class Fixture implements AutoCloseable {

  final FakeEpoch server = new FakeEpoch();
  final TestClock clock = new TestClock();
  final Session session;
  final Runner runner;
  final TopologiesViewModel topologies;
  final ActionsViewModel actions;
  final DetailViewModel detail;

  Fixture(String user) {
    this(user, new Runner(Runnable::run, Runnable::run));
  }

  Fixture(String user, Runner runner) {
    this.runner = runner;
    session =
        new Session(new Connection("test", List.of(server.url()), user, user, Identity.OTHER));
    topologies =
        new TopologiesViewModel(session, runner, clock, new TimeWords(ZoneId.of("Asia/Kolkata")));
    actions = new ActionsViewModel(session, runner, topologies);
    detail = new DetailViewModel(session, runner, clock, topologies);
  }

  void select(String id) {
    topologies.selectedProperty().set(topologies.row(id));
  }

  List<String> shown() {
    return topologies.shown().stream().map(TopologyRow::id).toList();
  }

  @Override
  public void close() {
    session.close();
    server.close();
  }
}
