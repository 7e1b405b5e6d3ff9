package epoch.api.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts with places that each run fills in. */
class TemplateTest {
  private static final Values VALUES =
      new Values(
          "nightly",
          "ESR-2026-03-29-22-30-00-000",
          "report",
          2,
          Instant.parse("2026-03-29T22:30:00Z"),
          Instant.parse("2026-03-28T22:30:00.250Z"),
          ZoneId.of("Europe/Berlin"));

  private static final Values FIRST =
      new Values("t", "r", "w", 1, VALUES.fireTime(), null, ZoneId.of("UTC"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "plain ! plain",
        "{{topology}}/{{runId}}/{{task}}#{{attempt}} ! nightly/ESR-2026-03-29-22-30-00-000/report#2",
        "{{ topology }} ! nightly",
        "{{fireTime}} ! 2026-03-29T22:30:00Z",
        "{{fireTime:yyyy-MM-dd}} ! 2026-03-30",
        "{{fireTime:yyyy-MM-dd|UTC}} ! 2026-03-29",
        "{{ fireTime : yyyy-MM-dd'T'HH | Asia/Kolkata }} ! 2026-03-30T04",
        "{{fireTime|Europe/Berlin}} ! 2026-03-30T00:30:00+02:00",
        "{{fireTime-1d:yyyy-MM-dd HH:mm}} ! 2026-03-29 00:30",
        "{{fireTime-2d}} ! 2026-03-27T23:30:00Z",
        "{{fireTime-48h}} ! 2026-03-27T22:30:00Z",
        "{{fireTime+90m:HH:mm}} ! 02:00",
        "{{fireTime:EEE d MMM}} ! Mon 30 Mar",
        "{{lastSuccess}} ! 2026-03-28T22:30:00.250Z",
        "{{lastSuccess:yyyyMMdd}} ! 20260328",
        "{{{{fireTime}} ! {{fireTime}}",
        "{{{{{{task}}}} ! {{report}}",
        "docker ps --format '{{{{.Names}}' ! docker ps --format '{{.Names}}'",
        "{\"a\":{\"b\":1}} ! {\"a\":{\"b\":1}}",
        "}}{ ! }}{"
      })
  void placesAreFilledIn(String text, String expected) {
    assertEquals(expected, Template.parse(text).fill(VALUES));
    assertEquals(expected, Template.fillIfPossible(text, VALUES));
  }

  @Test
  void whatThereIsNotIsEmpty() {
    assertEquals("[]", Template.parse("[{{lastSuccess}}]").fill(FIRST));
    assertEquals("[]", Template.parse("[{{lastSuccess-1d:yyyy}}]").fill(FIRST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{",
        "{{fireTime",
        "{{}}",
        "{{ .Names }}",
        "{{firetime}}",
        "{{fireTime:}}",
        "{{fireTime:yyyy-MM-dd|}}",
        "{{fireTime:yyyy-MM-dd|Mars/North}}",
        "{{fireTime:bbb}}",
        "{{fireTime:'open}}",
        "{{fireTime-1x}}",
        "{{fireTime-99999999d}}",
        "{{topology:yyyy}}",
        "{{runId|UTC}}",
        "{{attempt+1d}}",
        "{{fireTime}} {{x}}"
      })
  void whatIsNoneIsRefusedInWordsAndLeftAloneWhereItWasStoredBefore(String text) {
    String message =
        Objects.requireNonNull(
            assertThrows(IllegalArgumentException.class, () -> Template.parse(text)).getMessage());
    assertTrue(message.contains("{{") || message.contains("duration"), message);
    assertEquals(text, Template.fillIfPossible(text, VALUES));
  }
}
