package epoch.desktop.topologies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.BulkAnswer;
import epoch.api.rest.BulkAnswer.Result;
import epoch.api.rest.BulkRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkPartsTest {

  private static final List<String> IDS =
      IntStream.range(0, 2_500).mapToObj(i -> "topology-%04d".formatted(i)).toList();

  private final List<BulkRequest> sent = new ArrayList<>();
  private final List<Integer> done = new ArrayList<>();

  private static BulkRequest request(String action, boolean dry) {
    return new BulkRequest(action, IDS, null, Map.of("env", "prod"), "why", null, dry);
  }

  private BulkAnswer taken(BulkRequest part) {
    sent.add(part);
    return new BulkAnswer(
        part.dryRun(), part.ids().stream().map(id -> new Result(id, true, true, null)).toList());
  }

  private BulkAnswer brokenAfterOne(BulkRequest part) throws IOException {
    if (!sent.isEmpty()) {
      throw new IOException("The wire was cut");
    }
    return taken(part);
  }

  @Test
  void eachPartSaysTheSameOfOtherTopologiesAndTheAnswerIsOne() throws IOException {
    BulkAnswer answer = BulkParts.send(request("LABEL", false), this::taken, done::add);
    assertEquals(IDS, answer.results().stream().map(Result::id).toList());
    assertEquals(List.of(1_000, 2_000, 2_500), done);
    assertEquals(List.of(1_000, 1_000, 500), sent.stream().map(part -> part.ids().size()).toList());
    for (BulkRequest part : sent) {
      assertEquals(
          new BulkRequest("LABEL", part.ids(), null, Map.of("env", "prod"), "why", null, false),
          part);
    }
  }

  @Test
  void runsGoInSmallerPartsBecauseTheyBeginSlower() throws IOException {
    assertEquals(
        2_500, BulkParts.send(request("RUN", false), this::taken, done::add).results().size());
    assertEquals(25, sent.size());
  }

  @Test
  void whatWasDoneBeforeItBrokeIsToldWithWhyTheOthersAreNot() throws IOException {
    List<Result> results =
        BulkParts.send(request("PAUSE", false), this::brokenAfterOne, done::add).results();
    assertEquals(2_500, results.size());
    assertTrue(results.get(999).ok());
    assertFalse(results.get(1_000).ok());
    assertEquals(
        "The wire was cut; it cannot be told whether it was carried out",
        results.get(1_999).message());
    assertEquals("It was not asked for", results.get(2_000).message());
    assertEquals(List.of(1_000), done);
  }

  @Test
  void whereNothingWasDoneItFails() throws IOException {
    sent.add(request("PAUSE", false));
    assertThrows(
        IOException.class,
        () -> BulkParts.send(request("PAUSE", false), this::brokenAfterOne, done::add));
    sent.clear();
    assertThrows(
        IOException.class,
        () -> BulkParts.send(request("PAUSE", true), this::brokenAfterOne, done::add));
  }
}
