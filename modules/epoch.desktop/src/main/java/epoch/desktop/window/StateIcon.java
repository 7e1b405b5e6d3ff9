package epoch.desktop.window;

import epoch.desktop.words.Look;
import javafx.scene.layout.Pane;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.SVGPath;

/** The shape of a state, 16 by 16; whoever holds it says the word. */
public final class StateIcon extends Pane {

  private static final double SIZE = 16;

  private final SVGPath path = new SVGPath();

  /** An empty one. */
  public StateIcon() {
    path.setFillRule(FillRule.EVEN_ODD);
    path.getStyleClass().add("state-shape");
    getChildren().add(path);
    setMinSize(SIZE, SIZE);
    setPrefSize(SIZE, SIZE);
    setMaxSize(SIZE, SIZE);
  }

  /** Of that state. */
  public StateIcon(Look look) {
    this();
    show(look);
  }

  /** Shows that state from now on. */
  public void show(Look look) {
    path.setContent(look.path());
    getStyleClass().setAll("state-icon", look.tone().styleClass());
  }
}
