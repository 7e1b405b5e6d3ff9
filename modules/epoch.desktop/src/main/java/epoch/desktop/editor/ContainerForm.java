package epoch.desktop.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.json.Json;
import epoch.desktop.form.Arrangement;
import epoch.desktop.form.Field;
import epoch.desktop.form.Input;
import epoch.desktop.form.JsonPlace;
import epoch.desktop.form.Row;
import epoch.desktop.form.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A container: what is run, with what, and how often it is tried again. */
final class ContainerForm {

  private static final Set<String> MORE = Set.of("env", "args", "volumes", "retry", "timeout");
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "configs", "files",
          "logging", "logging",
          "placementPolicy", "placement",
          "tags", "tags",
          "devices", "devices",
          "userSpec", "user");

  private final ObjectNode root;
  private final Offers offers;
  private final JsonPlace place;
  private final JsonNode task;

  ContainerForm(ObjectNode root, Offers offers, JsonPlace place) {
    this.root = root;
    this.offers = offers;
    this.place = place;
    this.task = place.in(root);
  }

  /** Its rows below its name; what not every task needs is folded where there are several. */
  List<Row> rows(boolean several) {
    List<Row> rows = new ArrayList<>();
    program(rows);
    rows.add(resource("CPU", "count", "CPUs"));
    rows.add(resource("MEMORY", "sizeInMB", "Memory in MB"));
    List<Row> more = more();
    if (several) {
      boolean said = MORE.stream().anyMatch(task::hasNonNull);
      rows.add(
          new Row.Fold("more-" + place.path(), "Environment, volumes, retry and more", more, said));
    } else {
      rows.addAll(more);
    }
    return rows;
  }

  private void program(List<Row> rows) {
    JsonPlace executable = place.at("executable");
    Program program = new Program(executable);
    String type = program.read(root);
    if (offers.commands() || !type.equals("DOCKER")) {
      rows.add(
          Field.of(
              executable.at("type"),
              "Runs",
              program,
              new Input.OneOf(
                      Input.options(
                          "DOCKER",
                          "a container image",
                          Program.COMMAND,
                          "a command of the machine"))
                  .with(type)));
    }
    switch (type) {
      case "DOCKER" ->
          rows.add(
              Field.line(executable.at("url"), "Container image", new Values.Text(true))
                  .claiming(executable)
                  .prompt("registry.example.org/team/job:1.0"));
      case Program.COMMAND ->
          rows.add(
              Field.area(
                      executable.at("command"),
                      "Command, an argument a line",
                      new Values.Lines(true))
                  .claiming(executable)
                  .help("It runs only where Drove is a local one."));
      default ->
          rows.add(new Row.Words("The form does not know this kind; the JSON says what it is."));
    }
  }

  private Field resource(String type, String measure, String label) {
    TaskMeanings.Resource resource = new TaskMeanings.Resource(place, type, measure);
    return Field.line(place.at("resources"), label, new Values.Whole())
        .called("." + type)
        .meaning(resource)
        .claiming(resource.place(root))
        .half();
  }

  private List<Row> more() {
    List<Row> rows = new ArrayList<>();
    rows.add(Field.area(place.at("env"), "Environment, NAME=value a line", new Values.Pairs()));
    rows.add(
        Field.area(place.at("args"), "Arguments, one a line", new Values.Lines(false))
            .help("{{fireTime:yyyy-MM-dd}} and the like are filled in for each run."));
    volumes(rows);
    rows.add(
        Field.text(place.at("timeout"), "An attempt may take")
            .prompt("as long as it takes")
            .half());
    retry(rows);
    List<String> elsewhere =
        task.propertyStream()
            .map(Map.Entry::getKey)
            .filter(ELSEWHERE::containsKey)
            .map(ELSEWHERE::get)
            .toList();
    if (!elsewhere.isEmpty()) {
      rows.add(new Row.Words("The JSON says more: " + String.join(", ", elsewhere) + "."));
    }
    return rows;
  }

  private void volumes(List<Row> rows) {
    JsonPlace volumes = place.at("volumes");
    for (int i = 0; i < volumes.in(root).size(); i++) {
      JsonPlace volume = volumes.at(i);
      String name = "Volume " + (i + 1);
      rows.add(
          new Row.Title(
              name,
              List.of(
                  new Row.Press(
                      "remove-" + volume.path(),
                      "Remove",
                      "Remove " + name,
                      new RemoveVolume(volumes, i),
                      true))));
      rows.add(Field.text(volume.at("pathOnHost"), "On the host").prompt("/data").half());
      rows.add(
          Field.text(volume.at("pathInContainer"), "In the container").prompt("the same").half());
      List<Input.Option> modes =
          Input.options("READ_ONLY", "read only", "READ_WRITE", "read and write");
      rows.add(
          Field.oneOf(volume.at("mode"), "Mode", modes)
              .claiming(volume)
              .input(new Input.OneOf(modes).with(volume.at("mode").in(root).asText())));
    }
    rows.add(Row.Press.of("add-" + volumes.path(), "Add a volume", new AddVolume(volumes)));
  }

  private void retry(List<Row> rows) {
    JsonPlace retry = place.at("retry");
    rows.add(
        Field.of(
                retry,
                "If it fails",
                new TaskMeanings.Again(retry),
                new Input.OneOf(
                    Input.options(
                        TaskMeanings.NEVER, "that is its end",
                        TaskMeanings.AGAIN, "try it again")))
            .half());
    if (!retry.isIn(root)) {
      return;
    }
    rows.add(
        Field.line(retry.at("maxAttempts"), "Attempts in all", new Values.Whole()).prompt("3"));
    rows.add(
        Field.text(retry.at("backoff"), "Wait before the second")
            .prompt("30s")
            .help("Doubled before each further one.")
            .half());
    rows.add(Field.text(retry.at("maxBackoff"), "Wait at most").prompt("10m").half());
    rows.add(
        Field.of(
            retry.at("on"),
            "Tried again if",
            new TaskMeanings.Ends(retry.at("on")),
            new Input.AnyOf(
                Stream.of(
                        new Input.Option("FAILED", "it failed"),
                        new Input.Option("TIMEOUT", "it took too long"),
                        new Input.Option("LOST", "Drove lost it"))
                    .toList())));
  }

  /** One more. */
  private record AddVolume(JsonPlace volumes) implements Arrangement {
    @Override
    public void apply(ObjectNode node) {
      volumes.list(node).add(Json.object().put("mode", "READ_ONLY"));
    }
  }

  /** One less. */
  private record RemoveVolume(JsonPlace volumes, int index) implements Arrangement {
    @Override
    public void apply(ObjectNode node) {
      volumes.at(index).remove(node);
      if (volumes.in(node).isEmpty()) {
        volumes.remove(node);
      }
    }
  }
}
