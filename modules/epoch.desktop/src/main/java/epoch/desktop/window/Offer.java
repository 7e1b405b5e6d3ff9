package epoch.desktop.window;

import epoch.api.rest.Role;
import epoch.desktop.cluster.Deeds;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;

/** Offers an action to those who may do it. */
public final class Offer {
  private Offer() {}

  /** Others do not see the button; it is off while the action has to wait. */
  public static void of(Button button, Deeds deeds, Role needed) {
    of(button, deeds, needed, Bindings.createBooleanBinding(() -> true));
  }

  /**
   * As the other.
   *
   * @param possible whether there is anything that it could be done with; if not, it is off
   */
  public static void of(Button button, Deeds deeds, Role needed, ObservableBooleanValue possible) {
    BooleanBinding may = deeds.may(needed);
    button.visibleProperty().bind(may);
    button.managedProperty().bind(may);
    button.disableProperty().bind(deeds.hindrance(needed).isNotEmpty().or(Bindings.not(possible)));
  }
}
