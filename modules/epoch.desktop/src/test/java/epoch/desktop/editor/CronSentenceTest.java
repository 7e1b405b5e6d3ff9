package epoch.desktop.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import epoch.desktop.editor.CronSentence.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronSentenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 * * * * ?|MINUTES",
        "0 0/15 * * * ?|MINUTES",
        "0 30 * * * ?|HOURS",
        "0 5 0/6 * * ?|HOURS",
        "0 30 2 * * ?|DAILY",
        "0 0 9 ? * MON-FRI|WORKDAYS",
        "0 0 9 ? * MON,SUN|WEEKLY",
        "0 0 18 L * ?|MONTHLY",
        "0 0 18 31 * ?|MONTHLY"
      })
  void whatTheUsualOnesSayIsWrittenTheSame(String expression, Kind kind) {
    CronSentence said = CronSentence.parse(expression);
    assertEquals(kind, said.kind());
    assertEquals(expression, said.expression());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0 0 2",
        "5 0 2 * * ?",
        "0 0/7 * * * ?",
        "0 0/0 * * * ?",
        "0 0 0/5 * * ?",
        "0 0 2 * 6 ?",
        "0 0 2,14 * * ?",
        "0 0 2 1 * MON",
        "0 0 2 ? * MON#2",
        "0 0 2 * * ? 2030",
        "0 99 2 * * ?",
        "0 99999999999 2 * * ?",
        "nonsense"
      })
  void allOthersAreLeftToTheExpression(String expression) {
    assertEquals(Kind.CRON, CronSentence.parse(expression).kind());
  }

  @Test
  void daysMayBeNumbersOfWhichSundayIsTheFirst() {
    assertEquals(List.of("MON", "SUN"), CronSentence.parse("0 0 9 ? * 1,2").days());
    assertEquals(Kind.WORKDAYS, CronSentence.parse("0 0 9 ? * 2-6").kind());
    assertEquals(
        "0 0 9 ? * MON,SUN",
        CronSentence.parse("0 0 9 ? * SUN").days(List.of("SUN", "MON")).expression());
  }

  @Test
  void anotherWayOfRepeatingKeepsTheTime() {
    assertEquals("0 30 2 ? * MON", CronSentence.parse("0 30 2 * * ?").as(Kind.WEEKLY).expression());
    assertEquals(
        "0 0/10 * * * ?", CronSentence.parse("0 30 2 * * ?").as(Kind.MINUTES).expression());
  }

  @Test
  void aTimeOfDayIsTakenAsPeopleTypeIt() {
    assertEquals("02:30", CronSentence.clock("2:30"));
    assertEquals("02:30", CronSentence.clock("0230"));
    assertEquals("02:00", CronSentence.clock(" 2 "));
    assertThrows(IllegalArgumentException.class, () -> CronSentence.clock("25:00"));
    assertThrows(IllegalArgumentException.class, () -> CronSentence.clock("soon"));
  }
}
