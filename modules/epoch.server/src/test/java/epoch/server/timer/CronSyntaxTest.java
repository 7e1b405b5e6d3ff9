package epoch.server.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronSyntaxTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 61 * * * ?|field 2 (minutes) at position 3: '61'",
        "x 0 * * * ?|field 1 (seconds) at position 1: 'x'",
        "0  0,75,30 * * * ?|field 2 (minutes) at position 6: '75'",
        "0 0 24 * * ?|field 3 (hours) at position 5: '24'",
        "0 0 0/24 * * ?|field 3 (hours) at position 5: '0/24'",
        "0 0 0 32 * ?|field 4 (day of month) at position 7: '32'",
        "0 0 0 L-31 * ?|field 4 (day of month) at position 7: 'L-31'",
        "0 0 0 1 MAI ?|field 5 (month) at position 9: 'MAI'",
        "0 0 0 1 ? ?|field 5 (month) at position 9: '?'",
        "0 0 0 ? * MON,XXX|field 6 (day of week) at position 15: 'XXX'",
        "0 0 0 ? * 6#6|field 6 (day of week) at position 11: '6#6'",
        "0 0 0 ? * 9#2|field 6 (day of week) at position 11: '9#2'",
        "0 0 0 ? * 2L,3|field 6 (day of week) at position 11: '2L,3'",
        "0 0 0 ? * MO|field 6 (day of week) at position 11: 'MO'",
        "0 0 0 1 1 ? 2030-2020|field 7 (year) at position 13: '2030-2020'",
        "0 0 0 1 1 ? 1970-999999999|field 7 (year) at position 13: '1970-999999999'",
        ", 0 0 * * ?|field 1 (seconds) at position 1: ','",
        "0 0 2 * * *|field 4 (day of month) at position 7 and field 6 (day of week) at position 11:"
            + " '*' and '*', but one",
        "0 0 2 ? * ?|but one of them must name days",
        "0 2 * * *|5 fields, but 6 or 7 are needed",
        "0|1 field, but",
        "''|0 fields, but",
        "0 0 0 1 1 ? 2030 x|8 fields, but",
      })
  void namesTheFieldAndThePlace(String cron, String part) {
    String problem = CronSyntax.problem(cron).orElseThrow();
    assertTrue(problem.startsWith("cron: ") && problem.contains(part), problem);
    assertEquals(
        problem,
        assertThrows(IllegalArgumentException.class, () -> FireTimes.cron(cron, ZoneOffset.UTC))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0/15 * * * ?",
        " 0 0 12 ? * mon-fri ",
        "0\t0\t12\t?\t*\tSUN#5",
        "0 0 22-2 * NOV-FEB ?",
        "0 0 0 LW * ? 2026-2030",
        "0 0 0 L-3W * ?",
        "*/7 1,2,3 0/5 ? 1-12/3 6L",
        "0 0 0 ? * *"
      })
  void hasNothingToSayAboutAValidExpression(String cron) {
    assertEquals(Optional.empty(), CronSyntax.problem(cron));
    assertEquals(
        Optional.empty(),
        CronSyntax.warning(cron, ZoneOffset.UTC, Instant.parse("2026-01-01T00:00:00Z")));
  }

  @Test
  void everyExpressionThatQuartzKnowsIsValid() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      String cron = RandomCron.next(random);
      assertEquals(Optional.empty(), CronSyntax.problem(cron), cron);
    }
  }

  @Test
  void anyTextIsEitherAProblemOrCanBeEvaluated() {
    Random random = new Random(2);
    String letters = "0123456789*/,-?LW#MONJA ";
    for (int i = 0; i < 15_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int field = 0; field < 6; field++) {
        for (int k = 1 + random.nextInt(4); k > 0; k--) {
          text.append(letters.charAt(random.nextInt(letters.length())));
        }
        text.append(' ');
      }
      String cron =
          random.nextBoolean()
              ? text.toString()
              : mutated(RandomCron.next(random), letters, random);
      if (CronSyntax.problem(cron).isEmpty()) {
        FireTimes.cron(cron, ZoneOffset.UTC).next(Instant.EPOCH);
      }
    }
  }

  private static String mutated(String cron, String letters, Random random) {
    StringBuilder text = new StringBuilder(cron);
    text.setCharAt(random.nextInt(cron.length()), letters.charAt(random.nextInt(letters.length())));
    return text.toString();
  }
}
