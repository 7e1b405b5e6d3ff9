package epoch.server.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A group against a model of it: a list that is sorted anew each time. */
class GroupTest {
  private final List<Integer> told = new ArrayList<>();
  private final Group<Integer> group = new Group<>(told::add);

  private record Waiter(int id, Group.Rank rank) {}

  @Test
  void whoIsInAndWhoWaitsIsAsTheModelSays() {
    var random = new Random(20_261_125);
    for (int round = 0; round < 200; round++) {
      play(random);
    }
  }

  private void play(Random random) {
    List<Waiter> in = new ArrayList<>();
    List<Waiter> line = new ArrayList<>();
    var fresh = new Group<Integer>(told::add);
    told.clear();
    int limit = Group.DEFAULT_LIMIT;
    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          var rank =
              new Group.Rank(
                  random.nextInt(3), Instant.ofEpochSecond(random.nextInt(5)), "r" + step);
          line.add(new Waiter(step, rank));
          fresh.enter(step, rank);
        }
        case 2 -> {
          List<Waiter> all = new ArrayList<>(in);
          all.addAll(line);
          if (!all.isEmpty()) {
            Waiter gone = all.get(random.nextInt(all.size()));
            in.remove(gone);
            line.remove(gone);
            fresh.leave(gone.id(), gone.rank());
          }
        }
        default -> {
          limit = 1 + random.nextInt(4);
          fresh.limit(limit);
        }
      }
      line.sort(Comparator.comparing(Waiter::rank));
      while (in.size() < limit && !line.isEmpty()) {
        in.add(line.removeFirst());
      }
      assertEquals(ids(in), fresh.running());
      assertEquals(ids(line), fresh.waiting());
      assertTrue(told.containsAll(ids(in)), "whoever is in was told");
    }
  }

  private static List<Integer> ids(List<Waiter> some) {
    return some.stream().map(Waiter::id).toList();
  }

  @Test
  void theHigherPriorityGoesFirstThenTheOlder() {
    Instant now = Instant.EPOCH;
    group.enter(0, new Group.Rank(0, now, "first"));
    group.enter(1, new Group.Rank(0, now.plusSeconds(1), "older"));
    group.enter(2, new Group.Rank(0, now.plusSeconds(2), "younger"));
    group.enter(3, new Group.Rank(5, now.plusSeconds(3), "urgent"));
    assertEquals(List.of(3, 1, 2), group.waiting());
  }

  @Test
  void whoWasLetInBeforeStaysInThoughTheLimitIsLower() {
    group.isIn(1);
    group.isIn(2);
    group.enter(3, new Group.Rank(0, Instant.EPOCH, "third"));
    assertEquals(List.of(1, 2), group.running());
    group.leave(1, new Group.Rank(0, Instant.EPOCH, "one"));
    assertEquals(List.of(3), group.waiting(), "the limit is 1");
    group.leave(2, new Group.Rank(0, Instant.EPOCH, "two"));
    assertEquals(List.of(3), group.running());
  }
}
