package epoch.desktop.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.desktop.cluster.Picture;
import epoch.desktop.forecast.ForecastViewModel.Window;
import epoch.desktop.server.FakeEpoch;
import epoch.desktop.server.Known;
import epoch.desktop.server.World.Entry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForecastViewModelTest {

  private final Known known = new Known();

  @AfterEach
  void close() {
    known.close();
  }

  private ForecastViewModel open(String... ids) {
    for (String id : ids) {
      known.server.world.put(Entry.of(id));
    }
    known.live();
    return new ForecastViewModel(known.session, known.runner, known.cluster, known.times);
  }

  private long asked() {
    return known.server.calls().stream().filter(call -> call.endsWith("/v1/forecast")).count();
  }

  @Test
  void theNextDayIsThereWithItsHighestPointInWords() {
    ForecastViewModel model = open("a", "b");
    assertEquals("", model.summary());
    model.watch(true);
    assertEquals(48, model.forecastProperty().get().orElseThrow().buckets().size());
    assertEquals("30 min", model.each());
    // Seven hours on from half past ten in Kolkata.
    assertEquals("176 runs; 40 at most, from 17:30 on", model.summary());
    assertEquals(40, model.collisions().getFirst().runs());
    assertEquals(List.of("a", "b"), model.collisions().getFirst().topologies());
  }

  @Test
  void anotherWindowIsAskedForAtOnceAndTheSameOneOnlyNowAndThen() {
    ForecastViewModel model = open("a");
    model.watch(true);
    model.windowProperty().set(Window.WEEK);
    assertEquals(
        FakeEpoch.START.plus(Duration.ofDays(7)),
        model.forecastProperty().get().orElseThrow().to());
    assertEquals(2, asked());
    known.clock.advance(Duration.ofMinutes(4));
    known.cluster.tick();
    assertEquals(2, asked());
    known.clock.advance(Duration.ofMinutes(2));
    known.cluster.tick();
    assertEquals(3, asked());
    model.watch(false);
    known.clock.advance(Duration.ofHours(1));
    known.cluster.tick();
    assertEquals(3, asked());
  }

  @Test
  void whereNothingIsToRunThatIsSaid() {
    ForecastViewModel model = open();
    model.watch(true);
    assertEquals("Nothing is to run.", model.summary());
    assertTrue(model.collisions().isEmpty());
  }

  @Test
  void withoutAnAnswerWhatWasSeenStays() {
    ForecastViewModel model = open("a");
    model.watch(true);
    known.server.goAway();
    model.refresh();
    assertTrue(model.pictureProperty().get() instanceof Picture.Stale);
    assertTrue(model.forecastProperty().get().isPresent());
    known.server.comeBack();
  }
}
