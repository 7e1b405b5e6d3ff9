package epoch.desktop.topologies;

import epoch.api.client.EpochClient;
import epoch.api.client.RunQuery;
import epoch.api.json.Json;
import epoch.api.rest.LedgerPage;
import epoch.api.rest.LedgerPage.LedgerEntry;
import epoch.api.rest.PreviewRequest;
import epoch.api.rest.RevisionDetails;
import epoch.api.rest.RevisionSummary;
import epoch.api.rest.RunEntry;
import epoch.api.rest.RunStatistics;
import epoch.api.rest.SchedulePreview;
import epoch.api.rest.TopologyEntry;
import epoch.desktop.cluster.Asking;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Session;
import epoch.desktop.work.Runner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The selected topology in detail, while the pane is open; only what the open tab shows is asked.
 */
public final class DetailViewModel {

  /** The tabs of the pane. */
  enum Tab {
    FIRES("Next fires"),
    RUNS("Runs"),
    LEDGER("Ledger"),
    REVISIONS("Revisions"),
    JSON("JSON");

    private final String word;

    Tab(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** What a tab shows. */
  sealed interface Content {
    /** Nothing yet. */
    record Nothing() implements Content {}

    /**
     * The next fire times.
     *
     * @param preview them
     */
    record Fires(SchedulePreview preview) implements Content {}

    /**
     * Its runs.
     *
     * @param runs the newest first
     * @param stats how they went
     */
    record Runs(List<RunEntry> runs, RunStatistics stats) implements Content {}

    /**
     * What became of its fire times.
     *
     * @param entries the newest first
     */
    record Ledger(List<LedgerEntry> entries) implements Content {}

    /**
     * Its versions.
     *
     * @param revisions the newest first
     */
    record Revisions(List<RevisionSummary> revisions) implements Content {}

    /**
     * What it says.
     *
     * @param text JSON
     */
    record Text(String text) implements Content {}
  }

  private static final Duration DAY = Duration.ofHours(24);
  private static final int RUNS = 100;
  private static final int FIRES = 20;

  private final InstantSource clock;
  private final ZoneId zone;
  private final TopologiesViewModel topologies;
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
  private final ObjectProperty<Tab> tab = new SimpleObjectProperty<>(Tab.RUNS);
  private final ReadOnlyObjectWrapper<Content> content =
      new ReadOnlyObjectWrapper<>(new Content.Nothing());
  private final ReadOnlyObjectWrapper<Optional<RevisionDetails>> revision =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Session session;
  private final Runner runner;
  private final Asking<Content> asking;
  private int looked;

  /** Makes it, closed. */
  public DetailViewModel(
      Session session,
      Runner runner,
      InstantSource clock,
      ZoneId zone,
      Cluster cluster,
      TopologiesViewModel topologies) {
    this.session = session;
    this.runner = runner;
    this.clock = clock;
    this.zone = zone;
    this.topologies = topologies;
    this.asking = new Asking<>(session, runner, cluster, this::question, content::set);
    topologies
        .selectedProperty()
        .addListener((_, before, row) -> {
          if (row.isEmpty()) {
            close();
          } else if (!row.equals(before)) {
            follow();
          }
        });
    tab.addListener((_, _, _) -> follow());
    var _ =
        cluster.onRun(entry -> {
          if (entry.run().topologyId().equals(topologies.selectedId())) {
            refresh();
          }
        });
  }

  /** Opens the pane for what is selected. */
  void open() {
    if (topologies.selected().isPresent() && !open.get()) {
      open.set(true);
      follow();
    }
  }

  /** Opens the pane at that tab. */
  void open(Tab there) {
    tab.set(there);
    open();
  }

  void close() {
    open.set(false);
    asking.stop();
  }

  private void follow() {
    asking.stop();
    content.set(new Content.Nothing());
    looked++;
    revision.set(Optional.empty());
    if (isAsked()) {
      asking.restart();
    }
  }

  /** Asks again for what is shown. */
  void refresh() {
    if (isAsked()) {
      asking.refresh();
    }
  }

  /** Asks what a version said. */
  void look(int number) {
    int mine = ++looked;
    String id = topologies.selectedId();
    runner.run(
        () -> session.client().changes().revision(id, number),
        found -> {
          if (mine == looked) {
            revision.set(Optional.of(found));
          }
        },
        _ -> {
          if (mine == looked) {
            revision.set(Optional.empty());
          }
        });
  }

  private boolean isAsked() {
    return open.get() && topologies.selected().isPresent();
  }

  private Asking.Question<Content> question() {
    String id = topologies.selectedId();
    Tab shown = tab.get();
    Instant now = clock.instant();
    return client -> ask(client, id, shown, now);
  }

  private Content ask(EpochClient client, String id, Tab shown, Instant now) throws IOException {
    return switch (shown) {
      case FIRES -> {
        TopologyEntry entry = client.entry(id);
        yield new Content.Fires(
            client.preview(PreviewRequest.of(entry.details().topology(), now, FIRES, zone)));
      }
      case RUNS ->
          new Content.Runs(
              client.runs(RunQuery.ALL.of(id).inPagesOf(RUNS)).items(), client.stats(id));
      case LEDGER -> {
        LedgerPage page = client.ledger(id, now.minus(DAY), now);
        yield new Content.Ledger(page.entries().reversed());
      }
      case REVISIONS -> new Content.Revisions(client.changes().revisions(id));
      case JSON -> new Content.Text(Json.pretty(client.topology(id).topology()));
    };
  }

  ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  ObjectProperty<Tab> tabProperty() {
    return tab;
  }

  ReadOnlyObjectProperty<Content> contentProperty() {
    return content.getReadOnlyProperty();
  }

  /** The version that is looked at, once it is known. */
  ReadOnlyObjectProperty<Optional<RevisionDetails>> revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Picture> pictureProperty() {
    return asking.pictureProperty();
  }
}
