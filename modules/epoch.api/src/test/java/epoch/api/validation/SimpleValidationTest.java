package epoch.api.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import epoch.api.json.Contract;
import epoch.api.json.Json;
import epoch.api.rest.SimpleTopology;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimpleValidationTest {

  private final TopologyValidator validator =
      new TopologyValidator(
          expression -> expression.equals("bad") ? Optional.of("is bad") : Optional.empty(), false);

  private static SimpleTopology simple(String json) throws Exception {
    return Json.read(json.replace('\'', '"'), SimpleTopology.class);
  }

  private static List<String> lines(List<Violation> violations) {
    return violations.stream().map(Violation::line).toList();
  }

  @Test
  void aCreationNeedsAllThatHasNoDefault() throws Exception {
    assertEquals(
        List.of(
            "name: is required",
            "cron: is required",
            "docker: is required",
            "cpus: is required",
            "memory: is required"),
        lines(validator.validateCreate(simple("{}"))));
    assertEquals(
        List.of(),
        validator.validateCreate(
            simple("{'name':'a','cron':'x','docker':'a/b:1','cpus':40,'memory':100000}")));
  }

  @Test
  void aCreationMakesAnIdThatDroveTakes() throws Exception {
    SimpleTopology longName =
        simple("{'name':'" + "n".repeat(240) + "','cron':'x','docker':'a','cpus':1,'memory':128}");
    assertEquals(
        List.of("task.taskName"),
        validator.validateCreate(longName).stream().map(Violation::field).toList());
  }

  @Test
  void aMaskedSecretIsNoValue() throws Exception {
    List<String> refused = List.of("env.PASSWORD: is a masked secret, not the secret itself");
    String env = "'env':{'PASSWORD':'****','STARS':'**','NOTE':'a***'}}";
    assertEquals(refused, lines(validator.validateEdit(simple("{" + env))));
    assertEquals(
        refused,
        lines(
            validator.validateCreate(
                simple("{'name':'a','cron':'x','docker':'a/b:1','cpus':1,'memory':128," + env))));
  }

  @Test
  void anEditMayNameNothing() throws Exception {
    assertEquals(List.of(), validator.validateEdit(simple("{}")));
  }

  @Test
  void theRecordedInvalidEditIsToldAllItsFaults() throws Exception {
    SimpleTopology edit =
        Json.read(
            Contract.exchange("epoch", "topology-simple-edit-invalid").request(),
            SimpleTopology.class);
    assertEquals(
        List.of("cron", "docker", "cpus", "memory", "notifyEmail"),
        validator.validateEdit(edit).stream().map(Violation::field).toList());
  }

  @Test
  void limitsAreThoseOfEpoch114() throws Exception {
    assertEquals(
        List.of(
            "cron: is bad",
            "cpus: must be between 1 and 40",
            "memory: must be between 128 and 100000"),
        lines(validator.validateEdit(simple("{'cron':'bad','cpus':41,'memory':100001}"))));
    assertEquals(
        List.of(
            "cpus: must be between 1 and 40",
            "memory: must be between 128 and 100000",
            "notifyEmail: \"x\" is no mail address",
            "env.EPOCH_TASK: is set by Epoch itself",
            "volumes[0].mode: must be READ_ONLY or READ_WRITE"),
        lines(
            validator.validateEdit(
                simple(
                    "{'cpus':0,'memory':127,'notifyEmail':'a@b.c,"
                        + " x','env':{'EPOCH_TASK':''},'volumes':[{'pathOnHost':'/a'}]}"))));
  }
}
