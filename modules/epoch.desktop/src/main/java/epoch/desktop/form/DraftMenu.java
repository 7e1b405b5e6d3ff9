package epoch.desktop.form;

import epoch.desktop.settings.Drafts.Listed;
import epoch.desktop.words.Plain;
import epoch.desktop.words.TimeWords;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/** Leads to what was written and not saved; it is seen only where there is such. */
public final class DraftMenu extends MenuButton {

  /**
   * Of one kind.
   *
   * @param kind such as {@code topology}
   * @param open opens the editor of one; the id is empty for a new one
   */
  public DraftMenu(
      Unsaved unsaved,
      String kind,
      ObservableValue<Instant> now,
      TimeWords times,
      Consumer<String> open) {
    setId("drafts-" + kind);
    setMinWidth(USE_PREF_SIZE);
    Runnable show =
        () -> {
          List<Listed> mine =
              unsaved.all().stream().filter(it -> it.home().kind().equals(kind)).toList();
          setText(mine.size() == 1 ? "1 draft" : "%,d drafts".formatted(mine.size()));
          setVisible(!mine.isEmpty());
          setManaged(!mine.isEmpty());
          getItems().setAll(mine.stream().map(it -> item(it, now, times, open)).toList());
        };
    unsaved.all().addListener((ListChangeListener<Listed>) _ -> show.run());
    show.run();
  }

  private static MenuItem item(
      Listed draft, ObservableValue<Instant> now, TimeWords times, Consumer<String> open) {
    MenuItem item =
        new MenuItem(
            "%s · written %s, not saved"
                .formatted(
                    Plain.line(Unsaved.name(draft)), times.past(draft.at(), now.getValue())));
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> open.accept(draft.home().id()));
    return item;
  }
}
