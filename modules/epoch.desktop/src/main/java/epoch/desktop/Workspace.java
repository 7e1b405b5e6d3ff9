package epoch.desktop;

import epoch.api.rest.Role;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Feed;
import epoch.desktop.cluster.Session;
import epoch.desktop.editor.EditorPage;
import epoch.desktop.form.Unsaved;
import epoch.desktop.notices.Notices;
import epoch.desktop.palette.PaletteViewModel.Command;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.settings.Store;
import epoch.desktop.window.Banner;
import epoch.desktop.window.Dialogs;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Page;
import epoch.desktop.window.StatusBar;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import epoch.desktop.work.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** All that belongs to one cluster: what is known of it, what keeps it fresh, its views. */
final class Workspace implements AutoCloseable {

  private static final Duration TICK = Duration.ofSeconds(1);

  /**
   * What a workspace shares with the others.
   *
   * @param runner for all that waits
   * @param screen the thread of the screen
   * @param clock the time
   * @param times times in words
   * @param store what is remembered
   * @param dialogs what is asked
   * @param pace how often things are asked
   */
  record Shared(
      Runner runner,
      Executor screen,
      InstantSource clock,
      TimeWords times,
      Store store,
      Dialogs dialogs,
      Feed.Pace pace) {}

  /**
   * What a workspace asks of the window that it is in.
   *
   * @param files lets the operator choose files
   * @param others the other clusters to which a topology can be copied
   * @param tell shows a notice
   */
  record Around(
      Files files, Supplier<List<EditorPage.Other>> others, Consumer<Notices.Notice> tell) {}

  private final Session session;
  private final Shared shared;
  private final Cluster cluster;
  private final Feed feed;
  private final Deeds deeds;
  private final Navigator navigator;
  private final Pages pages;
  private final StackPane body = new StackPane();
  private final BorderPane root = new BorderPane();
  private Page page;
  private Optional<Ticker> ticker = Optional.empty();
  private Optional<PictureKeeper> keeper = Optional.empty();

  Workspace(Session session, Shared shared, Around around) {
    this.session = session;
    this.shared = shared;
    this.cluster = new Cluster(shared.clock());
    this.feed = new Feed(session, cluster, shared.screen(), shared.pace());
    this.deeds = new Deeds(session, shared.runner(), cluster);
    this.navigator = new Navigator(place -> !deeds.lacks(place.needs()));
    this.pages = new Pages(new Pages.Ground(session, cluster, deeds, navigator), shared, around);
    this.page = pages.at(navigator.currentProperty().get());
    Warnings warnings = new Warnings(cluster, deeds, shared.times());
    root.setTop(
        new VBox(
            new Banner("stale", warnings.stale(), "Try now", feed::again),
            new Banner(
                "bad", warnings.problem(), "Understood", () -> deeds.problemProperty().set("")),
            new Banner(
                "warn", warnings.others(), "Cluster", () -> navigator.go(new Place.Control()))));
    root.setCenter(body);
    root.setBottom(new StatusBar(session.connection(), cluster, deeds, shared.times()));
    navigator.currentProperty().subscribe(this::go);
  }

  private void go(Place place) {
    Page next = pages.at(place);
    if (!next.equals(page) || body.getChildren().isEmpty()) {
      leave();
      page = next;
      body.getChildren().setAll(next.node());
    }
    next.shown();
    pages.unsaved().refresh();
  }

  private void leave() {
    page.hidden();
    if (page instanceof AutoCloseable closing) {
      try {
        closing.close();
      } catch (Exception e) {
        throw new IllegalStateException("a page cannot be left", e);
      }
    }
  }

  /** The keys that work everywhere in the cluster. */
  Keys keys() {
    return pages
        .keys()
        .onShortcut(KeyCode.Z, "Undo", deeds::undo)
        .onShortcut(KeyCode.PERIOD, "Stop what is under way", deeds::stop);
  }

  /** What can be done with the cluster as a whole, for the palette. */
  List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    commands.add(new Command("Export all topologies…", "", () -> pages.takeOut(List.of())));
    if (deeds.may(Role.ADMIN).get()) {
      commands.add(new Command("Hold… or release…", "", pages.control()::askHoldOrRelease));
      commands.add(new Command("Have the leader step down…", "", pages.control()::askStepDown));
    }
    pages
        .unsaved()
        .all()
        .forEach(draft -> {
          Place editor =
              "calendar".equals(draft.home().kind())
                  ? new Place.CalendarEditor(draft.home().id(), "")
                  : new Place.Editor(draft.home().id(), "");
          if (deeds.may(editor.needs()).get()) {
            commands.add(
                new Command(
                    "Go on with the draft of " + Plain.line(Unsaved.name(draft)),
                    "draft",
                    () -> navigator.go(editor)));
          }
        });
    commands.add(new Command("Read everything anew", "", feed::again));
    return commands;
  }

  /** Begins to follow the cluster. */
  void start() {
    feed.start();
    ticker = Optional.of(new Ticker(TICK, shared.screen(), cluster::tick));
    keeper =
        Optional.of(
            new PictureKeeper(
                session, cluster, shared.store().pictures(), shared.runner(), shared.screen()));
  }

  Page page() {
    return page;
  }

  Region root() {
    return root;
  }

  Session session() {
    return session;
  }

  Cluster cluster() {
    return cluster;
  }

  Deeds deeds() {
    return deeds;
  }

  Navigator navigator() {
    return navigator;
  }

  /** The id of what is selected, or empty. */
  String selectedId() {
    return pages.selectedId();
  }

  @Override
  public void close() {
    ticker.ifPresent(Ticker::close);
    feed.close();
    keeper.ifPresent(PictureKeeper::close);
    leave();
    session.close();
  }
}
