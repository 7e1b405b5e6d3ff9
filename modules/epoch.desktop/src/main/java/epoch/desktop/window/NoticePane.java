package epoch.desktop.window;

import atlantafx.base.controls.Notification;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** Notices in a corner of the window, each with a way to what it is about. */
public final class NoticePane extends VBox {

  private static final int MOST = 4;
  private static final Duration STAYS = Duration.seconds(20);

  /** An empty one. */
  public NoticePane() {
    super(8);
    getStyleClass().add("notices");
    setPickOnBounds(false);
    setMaxSize(380, USE_PREF_SIZE);
    StackPane.setAlignment(this, Pos.BOTTOM_RIGHT);
  }

  /** Tells something. */
  public void tell(String words, Runnable open) {
    Notification notice = new Notification(words);
    notice.getStyleClass().add("elevated-1");
    notice.setMaxWidth(380);
    Button show = new Button("Show");
    notice.setPrimaryActions(show);
    Runnable close = () -> getChildren().remove(notice);
    show.setOnAction(_ -> {
      close.run();
      open.run();
    });
    notice.setOnClose(_ -> close.run());
    if (getChildren().size() >= MOST) {
      getChildren().removeFirst();
    }
    getChildren().add(notice);
    PauseTransition pause = new PauseTransition(STAYS);
    pause.setOnFinished(_ -> close.run());
    pause.play();
  }
}
