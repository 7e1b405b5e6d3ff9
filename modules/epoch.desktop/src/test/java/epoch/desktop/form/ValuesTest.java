package epoch.desktop.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import epoch.api.json.Json;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  private static final JsonNode NOTHING = MissingNode.getInstance();

  private static JsonNode json(String text) {
    try {
      return Json.read(text, JsonNode.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static void comesBack(Value value, String text) {
    JsonNode node = json(text);
    assertEquals(node, value.write(node, value.read(node)), value.read(node));
  }

  @Test
  void whateverTextIsWrittenOnOneLineItIsReadTheSame() {
    Random random = new Random(7);
    String letters = "ab\\\\\n\rnr= ";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(8);
      for (int j = 0; j < length; j++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      String line = OneLine.of(text.toString());
      assertEquals(text.toString(), OneLine.parse(line), line);
      assertEquals(1, ("x" + line).lines().count());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"A\":\"1\",\"B\":\"x=y\",\"C\":\"\"}",
        "{\"a=b\":\"c\",\"line\\nbreak\":\"\\\\n stays\"}",
        "{\"number\":5,\"yes\":true}"
      })
  void pairsComeBackAsTheyWere(String text) {
    comesBack(new Values.Pairs(), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"a\",\"two\\nlines\",\"C:\\\\new\"]", "[1,\"2\"]"})
  void linesComeBackAsTheyWere(String text) {
    comesBack(new Values.Lines(false), text);
  }

  @Test
  void aNameThatIsThereTwiceIsRefusedAsIsALineWithoutOne() {
    Values.Pairs pairs = new Values.Pairs();
    assertThrows(IllegalArgumentException.class, () -> pairs.write(NOTHING, "A=1\nA=2"));
    assertThrows(IllegalArgumentException.class, () -> pairs.write(NOTHING, "lonely"));
    assertThrows(IllegalArgumentException.class, () -> pairs.write(NOTHING, "=x"));
  }

  @Test
  void nothingIsWrittenAsNothingUnlessTheFieldHasToBeThere() {
    assertNull(new Values.Text(false).write(NOTHING, ""));
    assertEquals(json("\"\""), new Values.Text(true).write(NOTHING, ""));
    assertNull(new Values.Lines(false).write(NOTHING, "\n"));
    assertEquals(json("[]"), new Values.Lines(true).write(NOTHING, ""));
    assertNull(new Values.Whole().write(NOTHING, " "));
  }

  @Test
  void numbersAreOfTheKindThatIsReadFromText() {
    assertEquals(json("7"), new Values.Whole().write(NOTHING, "7"));
    assertEquals(json("4070908800000"), new Values.Whole().write(NOTHING, "4070908800000"));
    assertThrows(IllegalArgumentException.class, () -> new Values.Whole().write(NOTHING, "1.5"));
  }

  @Test
  void marksKeepTheOrderThatTheyHad() {
    Values.Marks free = new Values.Marks(List.of());
    assertEquals(json("[\"z\",\"a\",\"b\"]"), free.write(json("[\"z\",\"x\",\"a\"]"), "a\nb\nz"));
    Values.Marks ordered = new Values.Marks(List.of("MON", "TUE"));
    assertEquals(json("[\"MON\",\"TUE\"]"), ordered.write(json("[\"TUE\"]"), "TUE\nMON"));
  }

  @Test
  void momentsAreWrittenAsTheWallShowsThem() {
    Moment berlin = new Moment(ZoneId.of("Europe/Berlin"));
    assertEquals("2026-07-01 10:00", berlin.read(json("1782892800000")));
    assertEquals(json("1782892800000"), berlin.write(NOTHING, " 2026-07-01 10:00 "));
    assertEquals(json("1782892800000"), berlin.write(NOTHING, "2026-07-01T08:00:00Z"));
    assertEquals("2026-07-01 10:00:05", berlin.read(json("1782892805000")));
    assertThrows(IllegalArgumentException.class, () -> berlin.write(NOTHING, "tomorrow"));
  }

  @Test
  void whatAWallShowsTwiceIsSaidInFull() {
    Moment berlin = new Moment(ZoneId.of("Europe/Berlin"));
    // 25 October 2026, 02:30 in summer time and an hour later again.
    assertEquals("2026-10-25 02:30", berlin.read(json("1792888200000")));
    assertTrue(berlin.read(json("1792891800000")).startsWith("2026-10-25T01:30"));
    for (long moment : new long[] {1792888200000L, 1792891800000L, 1792891800001L, 5}) {
      comesBack(berlin, "" + moment);
    }
  }
}
