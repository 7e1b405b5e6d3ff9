package epoch.server.http;

import epoch.api.rest.BulkRequest;
import epoch.api.rest.ExportDocument;
import epoch.api.rest.ImportMode;
import epoch.api.rest.Role;
import epoch.server.document.DocumentException;
import epoch.server.document.Documents;
import epoch.server.document.Form;
import epoch.server.operations.Exchange.Options;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import java.util.Arrays;
import java.util.Set;

/** Many topologies at once. */
final class ExchangeEndpoints {
  /** What may be done to many by whoever may do it to one of them. */
  private static final Set<String> OF_OPERATORS = Set.of("PAUSE", "UNPAUSE", "RUN");

  private ExchangeEndpoints() {}

  static Answer bulk(Call call) throws InterruptedException {
    BulkRequest request =
        call.understoodBody(BulkRequest.class)
            .orElseThrow(() -> Call.invalid("The request body must not be null"));
    if (request.action() != null && !OF_OPERATORS.contains(request.action())) {
      call.needs(Role.READ_WRITE);
    }
    return Answer.of(call.operations().bulk().run(request, call.caller()));
  }

  static Answer export(Call call) {
    Form form =
        switch (call.query("format").orElse("json")) {
          case "json" -> Form.JSON;
          case "yaml" -> Form.YAML;
          default -> throw Call.invalid("format: is neither json nor yaml");
        };
    ExportDocument document = call.operations().exchange().export(SearchEndpoints.filter(call));
    return new Answer.Document(
        form == Form.JSON ? "application/json" : "application/yaml",
        out -> Documents.write(document, form, out));
  }

  static Answer bringIn(Call call) throws InterruptedException {
    call.mustNameOnly("mode", "paused", "dryRun", "prune");
    var options =
        new Options(
            mode(call), call.flag("paused"), call.flag("dryRun"), call.query("prune").orElse(null));
    Form form = RequestBody.isYaml(call.contentType()) ? Form.YAML : Form.JSON;
    ExportDocument document;
    try {
      document = Documents.read(call.bytes(), form);
    } catch (DocumentException e) {
      throw new Refusal(Kind.INVALID, "Command validation failure", e.errors());
    }
    return Answer.of(call.operations().exchange().bringIn(document, options, call.caller()));
  }

  private static ImportMode mode(Call call) {
    String name = call.query("mode").orElse(ImportMode.CREATE.name());
    return Arrays.stream(ImportMode.values())
        .filter(mode -> mode.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Call.invalid("mode: must be one of " + Arrays.toString(ImportMode.values())));
  }
}
