package epoch.desktop.runs;

import epoch.api.rest.Role;
import epoch.api.rest.RunEntry;
import epoch.api.run.Run;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.cluster.Session;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Page;
import epoch.desktop.window.Placeholder;
import epoch.desktop.window.StateIcon;
import epoch.desktop.window.Wrapping;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import epoch.desktop.work.Runner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** One run: why it is as it is, its tasks, and the log that explains it. */
public final class RunPage extends StackPane implements Page, AutoCloseable {

  private final RunViewModel model;
  private final Cluster cluster;
  private final RunActions actions;
  private final Deeds deeds;
  private final Navigator navigator;
  private final TimeWords times;
  private final GraphView graph = new GraphView();
  private final GanttView gantt;
  private final LogsView logs;
  private final LogTransfer transfer;
  private final Label title = new Label();
  private final Label state = new Label();
  private final StateIcon icon = new StateIcon();
  private final Label facts = new Label();
  private final HBox reason = new HBox(12);
  private final Label reasonWords = new Label();
  private final Button retry = new Button("Retry failed…");
  private final Button kill = new Button("Kill…");
  private final Button killTask = new Button("Kill task…");
  private final Button close = new Button("Close as…");
  private final VBox whole;

  /** Ended with the page, for the cluster outlives it. */
  private final Subscription aging;

  /**
   * Builds the nodes; what they show is asked for when they are seen.
   *
   * @param toWrite lets the operator choose where to write what is called that
   */
  public RunPage(
      Session session,
      Runner runner,
      Cluster cluster,
      Deeds deeds,
      RunActions actions,
      Navigator navigator,
      TimeWords times,
      Function<String, Optional<Path>> toWrite,
      Place.OneRun place) {
    this.model = new RunViewModel(session, runner, cluster, place.topologyId(), place.runId());
    this.cluster = cluster;
    this.actions = actions;
    this.deeds = deeds;
    this.navigator = navigator;
    this.times = times;
    this.gantt = new GanttView(times);
    this.logs = new LogsView(model.logs());
    this.transfer = new LogTransfer(runner, deeds, toWrite);
    getStyleClass().add("page");
    Consumer<String> openLog = task -> model.logs().openNewest(task);
    graph.onOpen(openLog);
    gantt.onOpen(openLog);
    SplitPane tasks = new SplitPane(graph, gantt);
    tasks.setDividerPositions(0.42);
    SplitPane split = new SplitPane(tasks, logs);
    split.setOrientation(Orientation.VERTICAL);
    split.setDividerPositions(0.32);
    VBox.setVgrow(split, Priority.ALWAYS);
    whole = new VBox(crumbs(place), header(), reason(), split);
    Placeholder loading =
        new Placeholder(
            model.pictureProperty(),
            () -> Placeholder.Nothing.of("Such a run is not kept", ""),
            model::refresh);
    getChildren().setAll(loading);
    model.shownProperty().subscribe(shown -> shown.ifPresent(this::show));
    aging = cluster.nowProperty().subscribe(this::age);
  }

  private Node crumbs(Place.OneRun place) {
    Hyperlink runs = new Hyperlink("Runs");
    runs.setOnAction(_ -> navigator.go(new Place.Runs()));
    Hyperlink topology = new Hyperlink(Plain.line(place.topologyId()));
    topology.setMnemonicParsing(false);
    topology.getStyleClass().add("long-name");
    runs.setMinWidth(USE_PREF_SIZE);
    topology.setOnAction(_ -> navigator.go(new Place.Topologies(place.topologyId())));
    HBox crumbs = new HBox(4, runs, new Label("›"), topology, new Label("›"));
    crumbs.getStyleClass().add("crumbs");
    return crumbs;
  }

  private Node header() {
    title.getStyleClass().add("page-title");
    title.setId("run-title");
    HBox chip = new HBox(6, icon, state);
    chip.getStyleClass().add("state-chip");
    chip.setMinWidth(USE_PREF_SIZE);
    facts.getStyleClass().add("muted");
    facts.setMinWidth(0);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    retry.setId("run-retry");
    retry.setOnAction(_ -> with(actions::askRetry));
    kill.setOnAction(_ -> with(actions::askKill));
    killTask.setId("run-kill-task");
    killTask.setOnAction(_ -> with(this::askKillTask));
    close.setOnAction(_ -> with(actions::askClose));
    for (Button button : List.of(retry, killTask, kill, close)) {
      button.setMinWidth(USE_PREF_SIZE);
    }
    title.setMinWidth(USE_PREF_SIZE);
    HBox header = new HBox(12, title, chip, facts, gap, retry, killTask, kill, close);
    header.getStyleClass().add("run-header");
    return header;
  }

  private Node reason() {
    reasonWords.setId("run-reason");
    Wrapping.of(reasonWords);
    reasonWords.setMaxWidth(Double.MAX_VALUE);
    reasonWords.getStyleClass().add("strong");
    HBox.setHgrow(reasonWords, Priority.ALWAYS);
    Button line = new Button("Last error");
    line.setMinWidth(USE_PREF_SIZE);
    line.setOnAction(_ -> logs.nextError(-1));
    reason.getChildren().setAll(reasonWords, line);
    reason.getStyleClass().add("reason");
    return reason;
  }

  private void show(RunViewModel.Shown shown) {
    RunEntry entry = shown.entry();
    Run run = entry.run();
    Look look = RunWords.look(entry);
    Instant now = cluster.nowProperty().get();
    Instant named = run.fireTime() == null ? run.created() : run.fireTime();
    title.setText(times.point(named, now));
    icon.show(look);
    state.setText(look.word());
    facts.setText(facts(entry, now));
    reasonWords.setText(RunViewModel.sentence(entry));
    reason.getStyleClass().setAll("reason", look.tone().styleClass());
    boolean explains = look != Look.SUCCESSFUL && look != Look.COMPLETED;
    reason.setVisible(explains);
    reason.setManaged(explains);
    boolean over = run.state().isTerminal();
    offer(retry, look == Look.FAILED);
    offer(kill, !over);
    offer(killTask, !over && run.tasks().size() > 1);
    offer(close, !over);
    graph.show(shown.graph(), run, now);
    gantt.show(run, now);
    if (!getChildren().getFirst().equals(whole)) {
      RunViewModel.explaining(run)
          .ifPresent(task -> {
            graph.reveal(shown.graph(), task);
            gantt.reveal(run, task);
          });
      getChildren().setAll(whole);
    }
  }

  private void offer(Button button, boolean possible) {
    boolean may = possible && deeds.may(Role.OPERATOR).get();
    button.setVisible(may);
    button.setManaged(may);
    button.disableProperty().bind(deeds.hindrance().isNotEmpty());
  }

  private String facts(RunEntry entry, Instant now) {
    Run run = entry.run();
    StringBuilder text = new StringBuilder("Started ").append(times.past(run.created(), now));
    if (run.fireTime() != null) {
      text.append(", ")
          .append(
              TimeWords.millis(
                  Math.max(0, run.created().toEpochMilli() - run.fireTime().toEpochMilli())))
          .append(" after its time");
    }
    text.append(run.state().isTerminal() ? " · ran " : " · runs for ")
        .append(RunWords.duration(run, now))
        .append(" · ")
        .append(RunWords.why(run))
        .append(" · ")
        .append(Plain.line(run.runId()));
    String parameters = RunWords.parameters(run);
    if (!parameters.isEmpty()) {
      text.append(" · ").append(parameters);
    }
    if (entry.run().note() != null) {
      text.append(" · “").append(Plain.line(entry.run().note())).append('”');
    }
    return text.toString();
  }

  private void age(Instant now) {
    Optional<RunViewModel.Shown> shown = model.shownProperty().get();
    shown.ifPresent(it -> facts.setText(facts(it.entry(), now)));
    if (shown.filter(it -> !it.entry().run().state().isTerminal()).isPresent()) {
      show(shown.get());
      model.explain();
    }
  }

  /** The task whose log is seen, or the one that tells most. */
  private void askKillTask(Run run) {
    logs.task()
        .or(() -> RunViewModel.explaining(run))
        .ifPresent(task -> actions.askKill(run, task));
  }

  private void with(Consumer<Run> act) {
    model.shownProperty().get().ifPresent(shown -> act.accept(shown.entry().run()));
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public void shown() {
    model.refresh();
  }

  @Override
  public Keys keys() {
    boolean operates = deeds.may(Role.OPERATOR).get();
    return new Keys()
        .on("/", "Find in the log", logs::find)
        .on("n", "Next match", () -> logs.next(1))
        .on("N", "Previous match", () -> logs.next(-1))
        .on("]", "Next error", () -> logs.nextError(1))
        .on("[", "Previous error", () -> logs.nextError(-1))
        .on("f", "Follow", logs::toggleFollow)
        .on("b", "To the begin of the log", logs::begin)
        .on("e", "To its end", () -> logs.follow(true))
        .on("w", "Wrap lines", logs::toggleWrap)
        .on("l", "To the log", logs::focusLog)
        .on("s", "Save the log to a file…", () -> logs.with(transfer::save))
        .on(
            "y",
            "Copy a link to the log",
            () -> logs.with(log -> transfer.link(log, LogsView::copy)))
        .on("o", "Next log", () -> model.logs().nextTab())
        .on(operates, "t", "Retry what failed…", () -> with(actions::askRetry))
        .on(operates, "K", "Kill…", () -> with(actions::askKill))
        .on(operates, "X", "Kill the task whose log is seen…", () -> with(this::askKillTask))
        .onShortcut(KeyCode.C, "Copy the selected lines", logs::copy)
        .on(
            KeyCode.ESCAPE,
            "Back",
            () -> {
              if (logs.finding()) {
                logs.focusLog();
              } else if (!logs.stopLooking()) {
                navigator.back();
              }
            });
  }

  @Override
  public void close() {
    aging.unsubscribe();
    model.close();
  }
}
