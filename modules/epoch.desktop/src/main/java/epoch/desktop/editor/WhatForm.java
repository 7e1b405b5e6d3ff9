package epoch.desktop.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.desktop.form.Field;
import epoch.desktop.form.Form.Section;
import epoch.desktop.form.Input;
import epoch.desktop.form.JsonPlace;
import epoch.desktop.form.Row;
import epoch.desktop.form.Values;
import java.util.ArrayList;
import java.util.List;

/** What a topology runs: a task, or several put together in whatever way. */
final class WhatForm {

  private static final List<Input.Option> ORDERS =
      Input.options(
          "ALL",
          "one after the other, until one fails",
          "ANY",
          "one after the other, until one succeeds",
          Tasks.GRAPH,
          "each as soon as those before it have ended");

  private final ObjectNode root;
  private final Offers offers;
  private final List<Row> rows = new ArrayList<>();

  private WhatForm(ObjectNode root, Offers offers) {
    this.root = root;
    this.offers = offers;
  }

  static Section of(ObjectNode root, Offers offers) {
    WhatForm form = new WhatForm(root, offers);
    JsonNode task = Tasks.ROOT.in(root);
    if (Tasks.isComposite(task)) {
      form.composite(Tasks.ROOT, "");
    } else {
      form.container(Tasks.ROOT, false, false);
      form.add(Tasks.ROOT, "Another task");
    }
    return new Section("What", form.rows);
  }

  private void composite(JsonPlace place, String number) {
    JsonNode task = place.in(root);
    boolean graph = Tasks.order(task).equals(Tasks.GRAPH);
    Input.OneOf orders = new Input.OneOf(ORDERS).with(Tasks.order(task));
    rows.add(
        Field.of(place.at("compositionType"), "Order", new TaskMeanings.Order(place), orders)
            .claiming(place.at("tasks"), place));
    if (graph) {
      rows.add(
          Field.line(place.at("parallelism"), "At once, at most", new Values.Whole())
              .prompt("as many as can"));
    }
    JsonNode parts = task.path("tasks");
    for (int i = 0; i < parts.size(); i++) {
      JsonPlace part = place.at("tasks").at(i);
      String its = number + (i + 1) + ".";
      boolean nested = Tasks.isComposite(parts.get(i));
      String name = nested ? "Several" : parts.get(i).path("taskName").asText("");
      rows.add(
          new Row.Title(
              its + " " + (name.isEmpty() ? "Task" : name),
              presses(place, i, parts.size(), graph, name.isEmpty() ? "task " + its : name)));
      if (nested) {
        composite(part, its);
      } else {
        container(part, true, graph);
      }
    }
    add(place, number.isEmpty() ? "Another task" : "Another task in " + number);
  }

  private static List<Row.Press> presses(
      JsonPlace place, int index, int size, boolean graph, String name) {
    List<Row.Press> presses = new ArrayList<>();
    String key = place.path() + "-" + index;
    if (!graph) {
      presses.add(
          new Row.Press(
              "earlier-" + key,
              "Earlier",
              name + " earlier",
              new Tasks.Move(place, index, -1),
              index > 0));
      presses.add(
          new Row.Press(
              "later-" + key,
              "Later",
              name + " later",
              new Tasks.Move(place, index, 1),
              index < size - 1));
    }
    presses.add(
        new Row.Press(
            "remove-" + key, "Remove", "Remove " + name, new Tasks.Remove(place, index), size > 1));
    return presses;
  }

  private void add(JsonPlace place, String words) {
    rows.add(Row.Press.of("add-" + place.path(), words, new Tasks.Add(place)));
  }

  private void container(JsonPlace place, boolean several, boolean graph) {
    JsonNode task = place.in(root);
    String type = task.path("type").asText();
    if (!type.equals("CONTAINER_EXECUTION")) {
      rows.add(new Row.Words("The form does not know this kind; the JSON says what it is."));
      return;
    }
    rows.add(
        Field.line(place.at("taskName"), "Task name", new Values.Text(true))
            .meaning(new TaskMeanings.Name(place))
            .help(several ? "" : "Names its log and its part of the run."));
    if (graph) {
      after(place, task);
    }
    rows.addAll(new ContainerForm(root, offers, place).rows(several));
  }

  private void after(JsonPlace place, JsonNode task) {
    List<String> names = new ArrayList<>(Tasks.names(root));
    names.remove(task.path("taskName").asText());
    task.path("dependsOn").forEach(name -> names.add(name.asText()));
    rows.add(
        Field.of(
            place.at("dependsOn"),
            "Starts after",
            new TaskMeanings.After(place),
            new Input.AnyOf(Input.named(names.stream().distinct()))));
    if (!task.path("dependsOn").isEmpty()) {
      JsonPlace when = place.at("when");
      List<Input.Option> whens =
          Input.options(
              "", "all succeeded",
              "FAILURE", "at least one failed",
              "ALWAYS", "all ended, either way");
      rows.add(
          Field.oneOf(when, "If of these", whens)
              .input(new Input.OneOf(whens).with(when.in(root).asText())));
    }
  }
}
