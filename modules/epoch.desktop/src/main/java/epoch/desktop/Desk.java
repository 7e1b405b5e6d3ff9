package epoch.desktop;

import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Picture;
import epoch.desktop.cluster.Session;
import epoch.desktop.cluster.Snapshot;
import epoch.desktop.connect.ConnectView;
import epoch.desktop.connect.ConnectViewModel;
import epoch.desktop.editor.EditorPage;
import epoch.desktop.notices.DesktopBell;
import epoch.desktop.notices.Notices.Notice;
import epoch.desktop.palette.Palette;
import epoch.desktop.place.Place;
import epoch.desktop.window.Keys;
import epoch.desktop.window.NoticePane;
import epoch.desktop.window.Question;
import epoch.desktop.window.QuestionPane;
import epoch.desktop.window.Sidebar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/**
 * One window: the clusters that are open in it, side by side in the navigation, and what lies above
 * them all: questions, the palette, notices.
 */
final class Desk implements AutoCloseable {

  /**
   * What a window asks of the console.
   *
   * @param title names the window
   * @param another opens another window
   * @param files lets the operator choose files
   * @param bell tells the system
   */
  record Frame(Consumer<String> title, Runnable another, Files files, DesktopBell bell) {}

  private final Workspace.Shared shared;
  private final Frame frame;
  private final List<Workspace> open = new ArrayList<>();
  private final StackPane root = new StackPane();
  private final BorderPane main = new BorderPane();
  private final Region band = new Region();
  private final Sidebar sidebar;
  private final Label where = new Label();
  private final NoticePane notices = new NoticePane();
  private final QuestionPane questions;
  private final Palette palette;
  private Optional<Workspace> current = Optional.empty();

  Desk(Workspace.Shared shared, Frame frame) {
    this.shared = shared;
    this.frame = frame;
    this.sidebar = new Sidebar(() -> ask(Optional.empty()));
    this.questions = new QuestionPane(shared.dialogs().questionProperty());
    this.palette = new Palette(new Commands(this, shared.store()).model());
    band.getStyleClass().addAll("band", "id-other");
    root.getChildren().addAll(main, notices, palette, questions);
  }

  /** Fills a window. */
  void fill(Scene scene) {
    scene.setRoot(root);
    Keys.listen(
        scene,
        this::activeKeys,
        () -> questions.isDisplay() || palette.isDisplay() || current.isEmpty(),
        () -> shared.store().settings().lettersRest());
  }

  /** Shows the connections, one of them suggested. */
  void ask(Optional<Connection> suggestion) {
    ConnectViewModel connect = connecting();
    suggestion
        .or(() -> shared.store().connectionsProperty().get().stream().findFirst())
        .ifPresent(connect::suggest);
    main.setTop(null);
    main.setLeft(null);
    main.setCenter(new ConnectView(connect, this::back, !open.isEmpty()));
    frame.title().accept("Epoch");
  }

  /** Tries a connection without asking. */
  void connect(Connection connection) {
    ConnectViewModel connect = connecting();
    connect.suggest(connection);
    main.setCenter(new ConnectView(connect, this::back, !open.isEmpty()));
    connect.connect();
  }

  private ConnectViewModel connecting() {
    return new ConnectViewModel(
        shared.runner(),
        shared.store(),
        this::work,
        (session, picture) -> work(session, Optional.of(picture)));
  }

  private void back() {
    current.ifPresent(this::show);
  }

  /** Works in a cluster. */
  Workspace work(Session session) {
    return work(session, Optional.empty());
  }

  /** Works in a cluster; it begins with what was seen of it last, if that is given. */
  private Workspace work(Session session, Optional<Snapshot> before) {
    open.stream()
        .filter(it -> it.session().connection().name().equals(session.connection().name()))
        .findFirst()
        .ifPresent(this::forget);
    Workspace[] made = new Workspace[1];
    made[0] =
        new Workspace(
            session,
            shared,
            new Workspace.Around(
                frame.files(), () -> others(made[0]), notice -> tell(made[0], notice)));
    open.add(made[0]);
    sayWhenShown(made[0]);
    before.ifPresent(made[0].cluster()::recall);
    made[0].start();
    show(made[0]);
    remember();
    return made[0];
  }

  /** One line in the log, from which one sees how long it took. */
  private void sayWhenShown(Workspace workspace) {
    Subscription[] once = new Subscription[1];
    once[0] =
        workspace
            .cluster()
            .pictureProperty()
            .subscribe((_, picture) -> {
              if (picture instanceof Picture.Live) {
                once[0].unsubscribe();
                StartTime.say(
                    workspace.session().connection().name() + " is shown", shared.clock());
              }
            });
  }

  private void tell(Workspace from, Notice notice) {
    frame.bell().ring(notice.title(), notice.words());
    notices.tell(
        notice.title() + (notice.words().isEmpty() ? "" : ": " + notice.words()),
        () -> {
          show(from);
          from.navigator().go(new Place.OneRun(notice.topologyId(), notice.runId()));
        });
  }

  private List<EditorPage.Other> others(Workspace from) {
    return open.stream()
        .filter(it -> it != from)
        .map(it ->
            new EditorPage.Other(
                it.session().connection().name(),
                json -> {
                  show(it);
                  it.navigator().go(new Place.Editor("", json));
                }))
        .toList();
  }

  /** Makes it the one that is worked in. */
  void show(Workspace workspace) {
    current = Optional.of(workspace);
    Connection connection = workspace.session().connection();
    band.getStyleClass().setAll("band", connection.identity().styleClass());
    List<Sidebar.Entry> entries = open.stream().map(this::entry).toList();
    sidebar.show(entries, entries.get(open.indexOf(workspace)));
    main.setTop(new VBox(band, bar(workspace)));
    main.setLeft(sidebar);
    main.setCenter(workspace.root());
    frame.title().accept(connection.name() + " – Epoch");
    workspace.page().shown();
  }

  private Sidebar.Entry entry(Workspace workspace) {
    return new Sidebar.Entry(
        workspace.session().connection(),
        workspace.cluster(),
        workspace.navigator(),
        workspace.deeds()::may,
        () -> show(workspace),
        () -> leave(workspace));
  }

  private Region bar(Workspace workspace) {
    where.setMnemonicParsing(false);
    where.getStyleClass().setAll("label", "where");
    where
        .textProperty()
        .bind(
            workspace
                .navigator()
                .currentProperty()
                .map(place -> workspace.session().connection().name() + "  ›  " + place.section()));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button find = new Button("Find an action or a topology   Ctrl K");
    find.setId("open-palette");
    find.getStyleClass().add("find");
    find.setFocusTraversable(false);
    find.setOnAction(_ -> palette.open());
    Button help = new Button("Keys   ?");
    help.getStyleClass().add("flat");
    help.setFocusTraversable(false);
    help.setOnAction(_ -> showKeys());
    HBox bar = new HBox(8, where, gap, find, help);
    bar.getStyleClass().add("top-bar");
    return bar;
  }

  /** Works in it no longer. */
  void leave(Workspace workspace) {
    forget(workspace);
    remember();
    if (open.isEmpty()) {
      current = Optional.empty();
      ask(Optional.of(workspace.session().connection().withPassword("")));
    } else {
      show(open.getFirst());
    }
  }

  private void forget(Workspace workspace) {
    open.remove(workspace);
    workspace.close();
  }

  private void remember() {
    List<String> names = open.stream().map(it -> it.session().connection().name()).toList();
    shared.store().change(settings -> settings.withOpen(names));
  }

  /** The keys that are in force, the nearest first. */
  List<Keys> activeKeys() {
    List<Keys> active = new ArrayList<>();
    current.ifPresent(workspace -> {
      active.add(workspace.page().keys());
      active.add(workspace.keys());
    });
    active.add(keys());
    return active;
  }

  private Keys keys() {
    return new Keys()
        .on("?", "All keys", this::showKeys)
        .onShortcut(KeyCode.K, "Find an action or a topology", palette::open)
        .onShortcut(KeyCode.N, "Another window", frame.another())
        .onShortcut(KeyCode.TAB, "The next cluster", this::nextCluster);
  }

  private void nextCluster() {
    current.ifPresent(now -> show(open.get((open.indexOf(now) + 1) % open.size())));
  }

  private void showKeys() {
    List<String> lines =
        activeKeys().stream()
            .flatMap(keys -> keys.all().stream())
            .map(key -> key.name() + "   " + key.does())
            .distinct()
            .toList();
    shared
        .dialogs()
        .ask(
            Question.of(
                "Keys", lines, "Single letters rest while you type.", "Understood", () -> {}));
  }

  StackPane root() {
    return root;
  }

  /** The clusters that are open, in order. */
  List<Workspace> open() {
    return List.copyOf(open);
  }

  /** What is being worked in, if anything is. */
  Optional<Workspace> current() {
    return current;
  }

  @Override
  public void close() {
    open.forEach(Workspace::close);
    open.clear();
  }
}
