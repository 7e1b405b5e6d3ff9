package epoch.desktop.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.calendar.Calendar;
import epoch.api.calendar.DatesWindow;
import epoch.api.client.EpochClient;
import epoch.api.client.Written;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.ImportAnswer;
import epoch.api.rest.ImportMode;
import epoch.api.rest.Role;
import epoch.api.topology.Policy;
import epoch.api.topology.Topology;
import epoch.desktop.server.RealCluster;
import epoch.server.document.Documents;
import epoch.server.document.Form;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFileTest {

  @TempDir static Path installation;
  @TempDir Path directory;

  /** What other readers of YAML would take for something else than a text. */
  private static final List<String> AMBIGUOUS =
      List.of(
          "yes", "0123", "1e3", "~", "- a", "a: b # c", "", " ", "two\nlines\n", "\u202Egnp", "!x");

  private static Topology topology(String name, String calendar) {
    return RealCluster.script(name, String.join("|", AMBIGUOUS))
        .withDescription("two\nlines: # and more")
        .withLabels(Map.of("env", "yes"))
        .withPolicy(Policy.standard().withCalendars(List.of(calendar), null));
  }

  @Test
  void someAreWrittenAsYamlAndJsonWithTheCalendarsThatTheyNameAndComeInUnchanged()
      throws Exception {
    try (RealCluster cluster = new RealCluster(installation);
        EpochClient client = cluster.client(Role.ADMIN)) {
      for (String name : List.of("a", "b", "c")) {
        var _ =
            client.calendars().create(Calendar.of("of-" + name, "UTC", DatesWindow.of("--12-25")));
        var _ = client.create(topology(name, "of-" + name));
      }
      for (Form form : Form.values()) {
        Path file = directory.resolve(form == Form.YAML ? "some.YML" : "some.json");
        assertEquals(
            "Exported 2 topologies to " + file,
            ExportFile.write(file, client.changes(), Set.of("a", "c")));
        byte[] text = Files.readAllBytes(file);
        ExportDocument written = Documents.read(text, form);
        assertEquals(
            List.of(topology("a", "of-a"), topology("c", "of-c")),
            written.topologies().stream().map(ExportDocument.Item::topology).toList());
        assertEquals(
            List.of("of-a", "of-c"), written.calendars().stream().map(Calendar::name).toList());
        ImportAnswer again =
            client
                .changes()
                .importAll(
                    form == Form.YAML ? Written.yaml(text) : Written.json(text),
                    ImportMode.UPSERT,
                    false,
                    true,
                    null);
        assertEquals(4, again.results().size());
        assertTrue(
            again.results().stream().allMatch(it -> it.action() == ImportAnswer.Action.UNCHANGED),
            () -> "" + again);
      }
      Path all = directory.resolve("all.yaml");
      assertEquals(
          "Exported all topologies to " + all, ExportFile.write(all, client.changes(), Set.of()));
      assertEquals(3, Documents.read(Files.readAllBytes(all), Form.YAML).topologies().size());
    }
  }
}
