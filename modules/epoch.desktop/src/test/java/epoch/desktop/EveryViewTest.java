package epoch.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.rest.RunEntry;
import epoch.api.run.RunState;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Identity;
import epoch.desktop.place.Place;
import epoch.desktop.server.Crowd;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Night;
import epoch.desktop.server.Shared;
import epoch.desktop.server.World;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every view, with nothing, with the usual and with far too much in it, light and dark, small and
 * large: to be looked at in {@code target/shots}. That each control says what it is, and no button
 * is cut, holds for all.
 */
class EveryViewTest extends WindowTest {

  /** How much there is to see. */
  enum Much {
    EMPTY("", "", _ -> {}),
    USUAL(
        Night.FAILING,
        "holidays",
        server -> {
          Night.of(server);
          Shared.of(server);
        }),
    HUGE(Crowd.MANY, Crowd.CALENDAR, Crowd::of);

    private final String failing;
    private final String calendar;
    private final Consumer<FakeEpoch> fill;

    Much(String failing, String calendar, Consumer<FakeEpoch> fill) {
      this.failing = failing;
      this.calendar = calendar;
      this.fill = fill;
    }
  }

  private final FakeEpoch server = new FakeEpoch();

  @AfterEach
  void stop() {
    server.close();
  }

  private void look(Much much, String view) {
    screen.drawn();
    assertEquals(List.of(), silent(), view);
    assertEquals(List.of(), cut(), view);
    String name = "every-" + view + "-" + much.name().toLowerCase(Locale.ROOT);
    screen.shoot(name);
    screen.shootLarge(name + "-large");
  }

  private void loaded() throws TimeoutException {
    screen.eventually(() ->
        robot.lookup(".table-view").queryAllAs(TableView.class).stream()
            .noneMatch(table -> table.getItems().isEmpty()));
  }

  @ParameterizedTest
  @EnumSource
  void withAnyAmountOfWhatItShows(Much much) throws TimeoutException {
    much.fill.accept(server);
    boolean filled = much != Much.EMPTY;
    enter(
        new Connection("production", List.of(server.url()), "admin", "admin", Identity.PRODUCTION),
        "ADMIN");
    int topologies = server.world.topologies.size();
    screen.eventually(() -> desk.current().orElseThrow().cluster().rows().size() == topologies);
    at(new Place.Overview());
    look(much, "overview");
    at(new Place.Topologies(much.failing));
    if (filled) {
      awaitRows("topologies", topologies);
      look(much, "topologies");
      screen.on(() -> {
        table("topologies").orElseThrow().requestFocus();
        return much;
      });
      robot.type(KeyCode.ENTER);
      screen.eventually(() -> robot.lookup("#tab-json").tryQuery().isPresent());
      for (String tab : List.of("runs", "fires", "ledger", "revisions", "json")) {
        robot.clickOn("#tab-" + tab);
        screen.eventually(() -> !shows("Nothing here yet"));
        look(much, "topology-" + tab);
      }
      robot.push(KeyCode.CONTROL, KeyCode.A).write("p");
      screen.eventually(() -> shows("topologies?"));
      look(much, "question");
      robot.type(KeyCode.ESCAPE);
    } else {
      screen.eventually(() -> shows("No topologies yet"));
      look(much, "topologies");
    }
    at(new Place.Runs());
    for (String part : List.of("active", "failed", "all")) {
      robot.clickOn("#runs-" + part);
      if (filled) {
        loaded();
      }
      look(much, "runs-" + part);
    }
    if (filled) {
      at(new Place.OneRun(much.failing, failed(much).run().runId()));
      screen.eventually(() -> shows("exit code 3"));
      screen.eventually(() -> shows("ERROR totals differ"));
      screen.eventually(() -> much != Much.HUGE || scrolled("graph") && scrolled("gantt"));
      look(much, "run");
    }
    at(new Place.Ledger(much.failing, Optional.empty()));
    if (filled) {
      loaded();
    }
    look(much, "ledger");
    at(new Place.Calendars(much.calendar));
    if (filled) {
      loaded();
      robot.write("j");
    }
    look(much, "calendars");
    at(new Place.Forecast());
    screen.eventually(() -> shows(filled ? "at most" : "Nothing is to run."));
    look(much, "forecast");
    at(new Place.Control());
    loaded();
    look(much, "cluster");
    at(new Place.Audit(""));
    if (filled) {
      loaded();
    }
    look(much, "audit");
    at(new Place.Live());
    if (filled) {
      server.put(
          World.run(much.failing, RunState.SUCCESSFUL, FakeEpoch.START.plusSeconds(1), "done"));
      server.tell("calendar-removed", Map.of("name", "gone"));
      if (much == Much.HUGE) {
        Crowd.happen(server);
      }
      loaded();
    }
    look(much, "live");
    at(new Place.Editor(much.failing, ""));
    screen.eventually(() -> shows("It will run"));
    look(much, "editor");
    robot.type(KeyCode.ESCAPE);
    at(new Place.CalendarEditor("", ""));
    screen.eventually(() -> shows("It will be closed"));
    look(much, "calendar-editor");
    robot.push(KeyCode.CONTROL, KeyCode.K);
    focused("palette-field");
    look(much, "palette");
  }

  /** Whether what deserves to be seen of it is not what stands first. */
  private boolean scrolled(String id) {
    ScrollPane pane = robot.lookup("#" + id).queryAs(ScrollPane.class);
    return pane.getVvalue() > 0 || pane.getHvalue() > 0;
  }

  private RunEntry failed(Much much) {
    return RunEntry.of(
        server.world.runs.get(much.failing).stream()
            .filter(run -> run.state() == RunState.FAILED)
            .filter(run -> run.updated().isAfter(FakeEpoch.START.minus(Duration.ofHours(1))))
            .findFirst()
            .orElseThrow());
  }
}
