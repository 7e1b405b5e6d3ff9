package epoch.desktop.place;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Where one is within a cluster, and the way back. */
public final class Navigator {

  private static final int MOST = 50;

  private final ReadOnlyObjectWrapper<Place> current =
      new ReadOnlyObjectWrapper<>(new Place.Overview());
  private final Deque<Place> before = new ArrayDeque<>();
  private final Predicate<Place> admits;
  private BooleanSupplier mayLeave = () -> true;

  /** At the overview; every place is open. */
  public Navigator() {
    this(_ -> true);
  }

  /**
   * At the overview.
   *
   * @param admits whether one may go to a place; says why, if not
   */
  public Navigator(Predicate<Place> admits) {
    this.admits = admits;
  }

  /** Goes there, unless what is here wants to be asked first. */
  public void go(Place place) {
    if (place.equals(current.get()) || !admits.test(place) || !mayLeave.getAsBoolean()) {
      return;
    }
    mayLeave = () -> true;
    before.push(current.get());
    while (before.size() > MOST) {
      before.removeLast();
    }
    current.set(place);
  }

  /** Goes back to where one came from, or stays. */
  public void back() {
    if (!before.isEmpty() && mayLeave.getAsBoolean()) {
      mayLeave = () -> true;
      current.set(before.pop());
    }
  }

  /** Has somebody asked before this place is left, until it was left. */
  public void guard(BooleanSupplier question) {
    mayLeave = question;
  }

  /** Leaves whatever was said against it. */
  public void release() {
    mayLeave = () -> true;
  }

  /** Where one is. */
  public ReadOnlyObjectProperty<Place> currentProperty() {
    return current.getReadOnlyProperty();
  }
}
