package epoch.desktop;

import com.sun.javafx.scene.input.DragboardHelper;
import com.sun.javafx.tk.TKClipboard;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.image.Image;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import javafx.util.Pair;
import org.jspecify.annotations.Nullable;

/**
 * Files that are dragged over the window from a file manager. The headless platform knows no
 * dragging, so the events that others make of it are made here; from there on it is the scene's.
 * For the thread of the screen.
 */
final class Dragged {

  private final Dragboard board;

  Dragged(Path... files) {
    board =
        DragboardHelper.createDragboard(
            new Files(List.of(files).stream().map(Path::toFile).toList()));
  }

  /** Holds them over a node: whether they may be let go there. */
  boolean mayDropOn(Node node) {
    fire(DragEvent.DRAG_ENTERED, node);
    DragEvent over = fire(DragEvent.DRAG_OVER, node);
    return over.isAccepted() && over.getAcceptedTransferMode() == TransferMode.COPY;
  }

  /** Lets them go over a node; whether it took them. */
  boolean dropOn(Node node) {
    boolean taken = mayDropOn(node) && fire(DragEvent.DRAG_DROPPED, node).isDropCompleted();
    fire(DragEvent.DRAG_EXITED, node);
    return taken;
  }

  private DragEvent fire(EventType<DragEvent> type, Node node) {
    Bounds bounds = node.getBoundsInLocal();
    Point2D scene = node.localToScene(bounds.getCenterX(), bounds.getCenterY());
    DragEvent event =
        new DragEvent(
            type,
            board,
            scene.getX(),
            scene.getY(),
            scene.getX(),
            scene.getY(),
            TransferMode.COPY,
            null,
            node,
            null);
    Event.fireEvent(node, event);
    return event;
  }

  /** What the system would hand over. */
  private record Files(List<File> files) implements TKClipboard {
    @Override
    public Set<DataFormat> getContentTypes() {
      return Set.of(DataFormat.FILES);
    }

    @Override
    @SafeVarargs
    public final boolean putContent(Pair<DataFormat, Object>... content) {
      return false;
    }

    @Override
    public @Nullable Object getContent(DataFormat format) {
      return format.equals(DataFormat.FILES) ? files : null;
    }

    @Override
    public boolean hasContent(DataFormat format) {
      return format.equals(DataFormat.FILES);
    }

    @Override
    public Set<TransferMode> getTransferModes() {
      return Set.of(TransferMode.COPY);
    }

    @Override
    public void setDragView(Image image) {}

    @Override
    public void setDragViewOffsetX(double offset) {}

    @Override
    public void setDragViewOffsetY(double offset) {}

    @Override
    public @Nullable Image getDragView() {
      return null;
    }

    @Override
    public double getDragViewOffsetX() {
      return 0;
    }

    @Override
    public double getDragViewOffsetY() {
      return 0;
    }
  }
}
