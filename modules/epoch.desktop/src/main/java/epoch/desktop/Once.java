package epoch.desktop;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made when it is asked for first. For the thread of the window. */
final class Once<T> {

  private final Supplier<T> making;
  private @Nullable T made;

  Once(Supplier<T> making) {
    this.making = making;
  }

  T get() {
    T it = made;
    if (it == null) {
      it = making.get();
      made = it;
    }
    return it;
  }
}
