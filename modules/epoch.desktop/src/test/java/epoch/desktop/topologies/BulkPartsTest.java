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

  private boolean goOn(int count) {
    done.add(count);
    return true;
  }

  @Test
  void eachPartSaysTheSameOfOtherTopologiesAndTheAnswerIsOne() throws IOException {
    BulkAnswer answer = BulkParts.send(request("LABEL", false), this::taken, this::goOn);
    assertEquals(IDS, answer.results().stream().map(Result::id).toList());
    assertEquals(10, sent.size());
    assertEquals(List.of(250, 500), done.subList(0, 2));
    assertEquals(2_500, done.getLast());
    for (BulkRequest part : sent) {
      assertEquals(
          new BulkRequest("LABEL", part.ids(), null, Map.of("env", "prod"), "why", null, false),
          part);
    }
  }

  @Test
  void runsGoInSmallerPartsBecauseTheyBeginSlower() throws IOException {
    assertEquals(
        2_500, BulkParts.send(request("RUN", false), this::taken, this::goOn).results().size());
    assertEquals(100, sent.size());
  }

  @Test
  void whatWasDoneBeforeItBrokeIsToldWithWhyTheOthersAreNot() throws IOException {
    List<Result> results =
        BulkParts.send(request("PAUSE", false), this::brokenAfterOne, this::goOn).results();
    assertEquals(2_500, results.size());
    assertTrue(results.get(249).ok());
    assertFalse(results.get(250).ok());
    assertEquals(
        "The wire was cut; it cannot be told whether it was carried out",
        results.get(499).message());
    assertEquals("It was not asked for", results.get(500).message());
    assertEquals(List.of(250), done);
  }

  @Test
  void whereNothingWasDoneItFails() throws IOException {
    sent.add(request("PAUSE", false));
    assertThrows(
        IOException.class,
        () -> BulkParts.send(request("PAUSE", false), this::brokenAfterOne, this::goOn));
    sent.clear();
    assertThrows(
        IOException.class,
        () -> BulkParts.send(request("PAUSE", true), this::brokenAfterOne, this::goOn));
  }

  @Test
  void whatIsStoppedSaysOfTheOthersThatItCameBeforeThem() throws IOException {
    List<Result> results =
        BulkParts.send(request("DELETE", false), this::taken, count -> count < 500).results();
    assertEquals(2, sent.size());
    assertEquals(2_500, results.size());
    assertTrue(results.get(499).ok());
    assertEquals("It was stopped before", results.get(500).message());
    assertFalse(results.get(2_499).ok());
  }
}
