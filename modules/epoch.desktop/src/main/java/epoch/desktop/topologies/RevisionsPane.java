package epoch.desktop.topologies;

import epoch.api.json.Json;
import epoch.api.rest.RevisionSummary;
import epoch.api.rest.Role;
import epoch.desktop.cluster.Deeds;
import epoch.desktop.window.Columns;
import epoch.desktop.window.Fit;
import epoch.desktop.window.Offer;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The versions of a topology, and what the chosen one said. */
final class RevisionsPane extends SplitPane {

  private final ObservableList<RevisionSummary> revisions = FXCollections.observableArrayList();
  private final TableView<RevisionSummary> table = new TableView<>(revisions);

  /**
   * Builds the nodes and binds them.
   *
   * @param restore makes the version of that number the newest
   */
  RevisionsPane(
      DetailViewModel detail,
      Deeds deeds,
      ObservableValue<Instant> now,
      TimeWords times,
      IntConsumer restore) {
    table.setId("revisions");
    table.setAccessibleText("Revisions");
    table.setFixedCellSize(32);
    Fit.of(table);
    table.setPlaceholder(new Label("No revision is kept"));
    column("Revision", 80, it -> new ReadOnlyStringWrapper(Integer.toString(it.number())))
        .getStyleClass()
        .add("first-column");
    column("By", 100, it -> new ReadOnlyStringWrapper(Plain.line(it.author())));
    column("When", 170, it -> now.map(at -> times.past(it.time(), at)));
    column(
        "What changed",
        360,
        it -> new ReadOnlyStringWrapper(Plain.line(String.join("; ", it.changes()))));
    table.getColumns().forEach(it -> it.setSortable(false));
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(chosen -> {
          if (chosen != null) {
            detail.look(chosen.number());
          }
        });
    Button back = new Button("Restore this revision…");
    back.setId("restore");
    Offer.of(
        back, deeds, Role.READ_WRITE, table.getSelectionModel().selectedItemProperty().isNotNull());
    back.setOnAction(_ -> {
      RevisionSummary chosen = table.getSelectionModel().getSelectedItem();
      if (chosen != null) {
        restore.accept(chosen.number());
      }
    });
    HBox foot = new HBox(8, back);
    foot.getStyleClass().add("detail-header");
    VBox left = new VBox(table, foot);
    VBox.setVgrow(table, Priority.ALWAYS);
    getItems().setAll(left, said(detail));
    setDividerPositions(0.6);
  }

  private static Node said(DetailViewModel detail) {
    TextArea said = new TextArea();
    said.setId("revision");
    said.setEditable(false);
    said.setAccessibleText("What the revision said, as JSON");
    said.setPromptText("Choose a revision to read what it said.");
    said.getStyleClass().add("json");
    detail
        .revisionProperty()
        .subscribe(it -> said.setText(it.map(chosen -> Json.pretty(chosen.topology())).orElse("")));
    return said;
  }

  private TableColumn<RevisionSummary, String> column(
      String title, double width, Function<RevisionSummary, ObservableValue<String>> words) {
    TableColumn<RevisionSummary, String> column = Columns.text(title, width, words);
    table.getColumns().add(column);
    return column;
  }

  /** Shows these, the newest first. */
  void show(List<RevisionSummary> all) {
    if (!revisions.equals(all)) {
      revisions.setAll(all);
    }
  }
}
