package epoch.server.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.CronWindow;
import epoch.api.json.Json;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.ExportDocument.Item;
import epoch.api.topology.Topology;
import epoch.api.topology.TopologyState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
  private static final String TOPOLOGY =
      """
      {"name":"n","task":{"type":"CONTAINER_EXECUTION","taskName":"t",
        "executable":{"type":"DOCKER","url":"a:1"},
        "resources":[{"type":"CPU","count":1},{"type":"MEMORY","sizeInMB":128}],
        "env":{"YES":"yes","OFF":"off","NUMBER":"0123","NULL":"null","LINES":"a\\n  b\\n",
          "DATE":"2026-01-01","EXP":"1e3","COLON":"a: b","HASH":"# no comment","Ä":"ü€"},
        "args":["- x","*","&a","true"],"odd":{"float":1.10,"big":123456789012345678901234567890}},
       "trigger":{"type":"CRON","timeSpec":"0 0/5 * * * ?"},"labels":{"a":"b"}}
      """;

  private static ExportDocument read(String text, Form form) throws DocumentException {
    return Documents.read(text.getBytes(StandardCharsets.UTF_8), form);
  }

  private static List<String> refused(String text, Form form) {
    return assertThrows(DocumentException.class, () -> read(text, form)).errors();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenReadsBackEqual(Form form) throws Exception {
    Topology topology = Json.read(TOPOLOGY, Topology.class);
    var document =
        new ExportDocument(
            1,
            Instant.ofEpochMilli(5),
            List.of(Calendar.of("c", "UTC", CronWindow.of("0 0 18 L * ?", "4h"))),
            List.of(new Item(TopologyState.PAUSED, topology)));
    var out = new ByteArrayOutputStream();
    Documents.write(document, form, out);
    ExportDocument back = Documents.read(out.toByteArray(), form);
    assertEquals(document.calendars(), back.calendars());
    assertEquals(document.topologies(), back.topologies());
    assertEquals(Json.text(topology), Json.text(back.topologies().getFirst().topology()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "[%s]",
        "{\"version\":1,\"topologies\":[%s]}",
        "{\"topologies\":[{\"topology\":%s}]}",
        "[{\"id\":\"n\",\"topology\":%s,\"state\":\"ACTIVE\",\"created\":1,\"updated\":2}]",
        "{\"status\":\"SUCCESS\",\"data\":[{\"id\":\"n\",\"topology\":%s}],\"message\":\"success\"}"
      })
  void everyShapeOfADocumentIsUnderstood(String shape) throws Exception {
    String text = shape.formatted(TOPOLOGY);
    for (Form form : Form.values()) {
      assertEquals(
          List.of(Json.read(TOPOLOGY, Topology.class)),
          read(text, form).topologies().stream().map(Item::topology).toList());
    }
  }

  @Test
  void calendarsMayStandAlone() throws Exception {
    ExportDocument document = read("calendars: [{name: a}]\n---\nname: b\n", Form.YAML);
    assertEquals("a", document.calendars().getFirst().name());
    assertEquals("b", document.topologies().getFirst().topology().name());
    assertEquals(
        List.of("calendars[0]: is not a calendar"), refused("{\"calendars\":[7]}", Form.JSON));
    assertEquals(List.of("calendars: is not a list"), refused("{\"calendars\":7}", Form.JSON));
  }

  @Test
  void severalYamlDocumentsAreOne() throws Exception {
    ExportDocument document = read("name: a\n---\n- name: b\n- name: c\n---\n", Form.YAML);
    assertEquals(
        List.of("a", "b", "c"),
        document.topologies().stream().map(item -> item.topology().name()).toList());
    assertTrue(read("", Form.YAML).topologies().isEmpty());
  }

  @Test
  void whatIsNoDocumentIsRefusedInWords() {
    assertEquals(1, refused("{", Form.JSON).size());
    assertEquals(1, refused("a: [", Form.YAML).size());
    assertEquals(1, refused("a: 1\na: 2\n", Form.YAML).size());
    assertEquals(1, refused("\"text\"", Form.JSON).size());
    assertEquals(
        List.of("version: 2 is not known here"),
        refused("{\"version\":2,\"topologies\":[]}", Form.JSON));
    List<String> fields = refused("[{\"name\":[]},7,{\"name\":\"a\",\"labels\":1}]", Form.JSON);
    assertEquals(3, fields.size(), fields.toString());
    assertTrue(fields.getFirst().startsWith("topologies[0].name"), fields.toString());
    assertThrows(
        DocumentException.class,
        () -> Documents.read(new byte[] {'"', (byte) 0xff, '"'}, Form.JSON));
    // A bomb of aliases stays small, or is refused.
    String bomb = "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nname: n\n";
    assertThrows(
        DocumentException.class,
        () -> read(bomb.replace("name: n\n", "topologies: [*c]"), Form.YAML));
  }
}
