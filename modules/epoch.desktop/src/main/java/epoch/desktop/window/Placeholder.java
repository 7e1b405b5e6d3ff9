package epoch.desktop.window;

import epoch.desktop.cluster.Picture;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** What stands where there are no rows: bones, why there are none, or what went wrong. */
public final class Placeholder extends StackPane {

  private static final Duration PATIENCE = Duration.millis(150);

  /**
   * Why there is nothing to see although there was an answer.
   *
   * @param title what this is
   * @param words more about it
   * @param verb the one action, or empty
   * @param act what that does
   */
  public record Nothing(String title, String words, String verb, Runnable act) {
    /** Without an action. */
    public static Nothing of(String title, String words) {
      return new Nothing(title, words, "", () -> {});
    }
  }

  private final Supplier<Nothing> nothing;
  private final Runnable again;
  private final ObservableValue<Picture> picture;

  /**
   * Makes it.
   *
   * @param picture how far it is
   * @param nothing what it says when there is nothing
   * @param again asks again
   */
  public Placeholder(ObservableValue<Picture> picture, Supplier<Nothing> nothing, Runnable again) {
    this.picture = picture;
    this.nothing = nothing;
    this.again = again;
    picture.subscribe(_ -> refresh());
  }

  /** Says it anew. */
  public void refresh() {
    getChildren()
        .setAll(
            switch (picture.getValue()) {
              case Picture.Loading _ -> bones();
              case Picture.Failed(String reason) ->
                  message(
                      new Nothing(
                          "It could not be read",
                          reason + ". The console asks again by itself.",
                          "Try now",
                          again));
              case Picture.Live _, Picture.Stale _ -> message(nothing.get());
            });
  }

  private static Node message(Nothing nothing) {
    Label heading = new Label(nothing.title());
    heading.getStyleClass().add("heading");
    Label text = new Label(nothing.words());
    text.getStyleClass().add("muted");
    Wrapping.of(text);
    VBox box = new VBox(8, heading, text);
    if (!nothing.verb().isEmpty()) {
      Button button = new Button(nothing.verb());
      button.setId("placeholder-action");
      button.setOnAction(_ -> nothing.act().run());
      box.getChildren().add(button);
    }
    box.getStyleClass().add("placeholder-box");
    return box;
  }

  private static Node bones() {
    VBox bones = new VBox(20);
    bones.getStyleClass().add("bones");
    bones.setAccessibleText("Loading");
    for (int i = 0; i < 8; i++) {
      Region bone = new Region();
      bone.getStyleClass().add("bone");
      bone.setMaxWidth(320 + 90 * (i * 5 % 7));
      bones.getChildren().add(bone);
    }
    bones.setVisible(false);
    PauseTransition patience = new PauseTransition(PATIENCE);
    patience.setOnFinished(_ -> bones.setVisible(true));
    patience.play();
    return bones;
  }
}
