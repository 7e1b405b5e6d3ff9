package epoch.desktop.calendars;

import epoch.api.rest.CalendarDetails;
import epoch.api.rest.GroupState;
import epoch.api.rest.Role;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.form.DraftMenu;
import epoch.desktop.form.Unsaved;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.window.Focus;
import epoch.desktop.window.Keys;
import epoch.desktop.window.Offer;
import epoch.desktop.window.Page;
import epoch.desktop.window.Placeholder;
import epoch.desktop.window.Rows;
import epoch.desktop.words.TimeWords;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What topologies share: calendars, by which they rest, and groups, whose limit they share. */
public final class CalendarsView extends VBox implements Page {

  private final CalendarsViewModel model;
  private final CalendarActions actions;
  private final GroupActions groupActions;
  private final Deeds deeds;
  private final Navigator navigator;
  private final CalendarTable table;
  private final GroupTable groups;

  /** Whether the one that was selected is selected again, because the rows were put anew. */
  private boolean following;

  /** The name of the group that is selected, or empty. */
  private String chosenGroup = "";

  /** Builds the nodes and binds them. */
  public CalendarsView(
      CalendarsViewModel model,
      CalendarActions actions,
      GroupActions groupActions,
      Cluster cluster,
      Deeds deeds,
      Navigator navigator,
      TimeWords times,
      Unsaved unsaved) {
    this.model = model;
    this.actions = actions;
    this.groupActions = groupActions;
    this.deeds = deeds;
    this.navigator = navigator;
    this.table = new CalendarTable(model.calendars(), cluster.nowProperty(), times);
    this.groups = new GroupTable(model.groups(), cluster.nowProperty(), times);
    getStyleClass().add("page");
    table.setPlaceholder(new Placeholder(model.pictureProperty(), this::nothing, model::refresh));
    groups.setPlaceholder(
        new Placeholder(
            model.pictureProperty(),
            () -> Placeholder.Nothing.of("No topology names a group, and none has a limit", ""),
            model::refresh));
    follow();
    CalendarDetail detail = new CalendarDetail(model, cluster, navigator, times);
    SplitPane above = new SplitPane(table, detail);
    above.setDividerPositions(0.64);
    SplitPane split = new SplitPane(above, groups(groups));
    split.setOrientation(Orientation.VERTICAL);
    split.setDividerPositions(0.68);
    VBox.setVgrow(split, Priority.ALWAYS);
    DraftMenu drafts =
        new DraftMenu(
            unsaved,
            "calendar",
            cluster.nowProperty(),
            times,
            name -> navigator.go(new Place.CalendarEditor(name, "")));
    getChildren().addAll(header(drafts), split);
  }

  private Placeholder.Nothing nothing() {
    boolean may = deeds.may(Role.ADMIN).get();
    return new Placeholder.Nothing(
        "No calendar yet",
        "A calendar names holidays, weekends or maintenances. Topologies that name it do not fire"
            + " then.",
        may ? "New calendar" : "",
        actions::create);
  }

  /** The name of what is looked at and the selected row are one. */
  private void follow() {
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(row -> {
          if (!following && row != null) {
            model.chosenProperty().set(row.calendar().name());
          }
        });
    model.chosenProperty().subscribe(this::select);
    model
        .calendars()
        .addListener(
            (ListChangeListener<CalendarDetails>) _ -> select(model.chosenProperty().get()));
    groups
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(row -> {
          if (!following && row != null) {
            chosenGroup = row.name();
          }
        });
    model.groups().addListener((ListChangeListener<GroupState>) _ -> selectGroup());
  }

  /** A row that was put anew is not selected any more, but the group is the same. */
  private void selectGroup() {
    following = true;
    model.groups().stream()
        .filter(row -> row.name().equals(chosenGroup))
        .findFirst()
        .ifPresent(groups.getSelectionModel()::select);
    following = false;
  }

  private void select(String name) {
    following = true;
    Optional<CalendarDetails> row = model.find(name);
    if (row.isPresent()) {
      table.getSelectionModel().select(row.get());
    } else {
      table.getSelectionModel().clearSelection();
    }
    following = false;
  }

  private Node header(Node drafts) {
    Label title = new Label("Calendars");
    title.getStyleClass().add("page-title");
    title.setMinWidth(USE_PREF_SIZE);
    Label about = new Label("Days and times at which topologies do not fire.");
    about.getStyleClass().add("muted");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    BooleanBinding selected = table.getSelectionModel().selectedItemProperty().isNotNull();
    HBox header =
        new HBox(
            8,
            title,
            about,
            gap,
            drafts,
            button("calendar-maintain", "Maintenance…", selected, () -> with(actions::maintain)),
            button("calendar-delete", "Delete…", selected, () -> with(actions::askDelete)),
            button("calendar-edit", "Edit", selected, () -> with(actions::edit)),
            button("calendar-new", "New calendar", selected.or(selected.not()), actions::create));
    header.getStyleClass().add("page-header");
    return header;
  }

  private Button button(String id, String word, BooleanBinding possible, Runnable act) {
    Button button = new Button(word);
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(_ -> act.run());
    Offer.of(button, deeds, Role.ADMIN, possible);
    return button;
  }

  private Node groups(TableView<GroupState> rows) {
    Label title = new Label("Concurrency groups");
    title.getStyleClass().add("heading");
    Label about = new Label("Topologies that name a group in their policy share its limit.");
    about.getStyleClass().add("muted");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    ReadOnlyObjectProperty<GroupState> chosen = rows.getSelectionModel().selectedItemProperty();
    BooleanBinding selected = chosen.isNotNull();
    BooleanBinding limited =
        Bindings.createBooleanBinding(() -> chosen.get() != null && chosen.get().limited(), chosen);
    Button remove = button("group-unlimit", "No limit…", limited, this::removeLimit);
    Button limit = button("group-limit", "Limit…", selected, this::limit);
    HBox head = new HBox(8, title, about, gap, remove, limit);
    head.getStyleClass().add("detail-header");
    VBox.setVgrow(rows, Priority.ALWAYS);
    return new VBox(head, rows);
  }

  private void with(Consumer<CalendarDetails> act) {
    CalendarDetails row = table.getSelectionModel().getSelectedItem();
    if (row != null) {
      act.accept(row);
    }
  }

  private void limit() {
    withGroup(groupActions::askLimit);
  }

  private void removeLimit() {
    withGroup(groupActions::askRemoveLimit);
  }

  private void withGroup(Consumer<GroupState> act) {
    GroupState row = groups.getSelectionModel().getSelectedItem();
    if (row != null) {
      act.accept(row);
    }
  }

  /** Deletes what one is at: a calendar, or the limit of a group. */
  private void delete() {
    if (groups.isFocused()) {
      removeLimit();
    } else {
      with(actions::askDelete);
    }
  }

  /** Shows that calendar. */
  public void show(Place.Calendars place) {
    if (!place.name().isEmpty()) {
      model.chosenProperty().set(place.name());
    }
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public void shown() {
    model.watch(true);
    Focus.on(table);
  }

  @Override
  public void hidden() {
    model.watch(false);
  }

  @Override
  public Keys keys() {
    boolean may = deeds.may(Role.ADMIN).get();
    return new Keys()
        .on("j", "Next", () -> step(1))
        .on("k", "The one before", () -> step(-1))
        .on(may, "c", "New calendar", actions::create)
        .on(may, "e", "Edit the calendar", () -> with(actions::edit))
        .on(may, "m", "A maintenance: closed once", () -> with(actions::maintain))
        .on(may, "l", "Limit of the group…", this::limit)
        .on(may, "u", "Take the limit of the group away…", this::removeLimit)
        .on("R", "Ask again", model::refresh)
        .on(may, KeyCode.ENTER, "Edit the calendar, or set the limit", this::open)
        .on(KeyCode.F6, "To the groups, or to the calendars", this::across)
        .on(may, KeyCode.DELETE, "Delete the calendar, or the limit…", this::delete)
        .on(KeyCode.ESCAPE, "Back", navigator::back);
  }

  private void open() {
    if (groups.isFocused()) {
      limit();
    } else if (table.isFocused()) {
      with(actions::edit);
    }
  }

  private void across() {
    TableView<?> next = groups.isFocused() ? table : groups;
    next.requestFocus();
    if (next.getSelectionModel().isEmpty()) {
      next.getSelectionModel().selectFirst();
    }
  }

  private void step(int by) {
    Rows.step(groups.isFocused() ? groups : table, by);
  }
}
