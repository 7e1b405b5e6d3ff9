package epoch.desktop.calendars;

import epoch.api.calendar.Window;
import epoch.api.rest.CalendarDetails;
import epoch.desktop.cluster.Cluster;
import epoch.desktop.form.EditingPane;
import epoch.desktop.place.Navigator;
import epoch.desktop.place.Place;
import epoch.desktop.window.StateIcon;
import epoch.desktop.window.Wrapping;
import epoch.desktop.words.Look;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** One calendar: when it is closed, and for whom. */
final class CalendarDetail extends ScrollPane {

  private final CalendarsViewModel model;
  private final Cluster cluster;
  private final Navigator navigator;
  private final TimeWords times;
  private final VBox box = new VBox(8);

  CalendarDetail(CalendarsViewModel model, Cluster cluster, Navigator navigator, TimeWords times) {
    this.model = model;
    this.cluster = cluster;
    this.navigator = navigator;
    this.times = times;
    setContent(box);
    setFitToWidth(true);
    setId("calendar-detail");
    getStyleClass().add("form-scroll");
    box.getStyleClass().add("form");
    model.chosenProperty().subscribe(_ -> show());
    model.closuresProperty().subscribe(_ -> show());
    model.calendars().addListener((ListChangeListener<CalendarDetails>) _ -> show());
  }

  private void show() {
    Optional<CalendarDetails> chosen = model.find(model.chosenProperty().get());
    if (chosen.isEmpty()) {
      box.getChildren().setAll(EditingPane.muted("Choose a calendar to see its windows."));
      return;
    }
    CalendarDetails details = chosen.get();
    Instant now = cluster.nowProperty().get();
    box.getChildren().setAll(title(details));
    if (details.calendar().description() != null) {
      Label about = new Label(Plain.lines(details.calendar().description()));
      Wrapping.of(about);
      box.getChildren().add(about);
    }
    box.getChildren().add(EditingPane.muted(facts(details, now)));
    add("Windows");
    List<Window> windows = details.calendar().windows();
    if (windows.isEmpty()) {
      box.getChildren().add(EditingPane.muted("None: it is never closed."));
    }
    windows.forEach(window -> box.getChildren().add(window(window, now)));
    add("It will be closed");
    box.getChildren()
        .add(
            model
                .closuresProperty()
                .get()
                .<Node>map(closures -> new ClosureList(closures, times, now))
                .orElse(EditingPane.muted("Asking …")));
    add("Topologies that name it");
    box.getChildren().add(users(details));
  }

  private void add(String words) {
    Label heading = new Label(words);
    heading.getStyleClass().addAll("heading", "form-section");
    box.getChildren().add(heading);
  }

  private static Node title(CalendarDetails details) {
    Look look = details.now() == null ? Look.OPEN : Look.CLOSED;
    Label name = new Label(Plain.line(details.calendar().name()));
    name.getStyleClass().add("heading");
    Label state = new Label(look.word());
    state.getStyleClass().addAll("toned", look.tone().styleClass());
    HBox line = new HBox(8, name, new StateIcon(look), state);
    line.getStyleClass().add("flat-header");
    return line;
  }

  private String facts(CalendarDetails details, Instant now) {
    String zone = details.calendar().timeZone();
    return "Times in "
        + (zone == null ? "the server's zone" : Plain.line(zone))
        + " · revision %,d".formatted(details.revision())
        + (details.author().isEmpty() ? "" : " by " + Plain.line(details.author()))
        + ", "
        + times.past(details.updated(), now);
  }

  private Node window(Window window, Instant now) {
    Label what = new Label(CalendarWords.title(window));
    what.getStyleClass().add("strong");
    Wrapping.of(what);
    String zone = CalendarWords.zone(window);
    String when = CalendarWords.of(window, times, now);
    Label words = EditingPane.muted(zone.isEmpty() ? when : when + " in " + zone);
    return new VBox(what, words);
  }

  private Node users(CalendarDetails details) {
    if (details.users() == 0) {
      return EditingPane.muted("None yet. Name it in the form of one, under “Beside others”.");
    }
    FlowPane links = new FlowPane(8, 2);
    for (String id : details.usedBy()) {
      Hyperlink link = new Hyperlink(Plain.line(id));
      link.setMnemonicParsing(false);
      link.setOnAction(_ -> navigator.go(new Place.Topologies(id)));
      links.getChildren().add(link);
    }
    int more = details.users() - details.usedBy().size();
    if (more > 0) {
      links.getChildren().add(EditingPane.muted("and %,d more".formatted(more)));
    }
    return links;
  }
}
