package epoch.desktop.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.desktop.form.Arrangement;
import epoch.desktop.form.JsonPlace;
import java.util.ArrayList;
import java.util.List;

/** The triggers of a topology, as a form adds them and takes them away. */
final class Triggers {

  private static final JsonPlace ONE = new JsonPlace("trigger");
  private static final JsonPlace SEVERAL = new JsonPlace("triggers");

  private Triggers() {}

  /** Where they are, in order. */
  static List<JsonPlace> places(ObjectNode root) {
    List<JsonPlace> places = new ArrayList<>();
    int several = SEVERAL.in(root).size();
    if (ONE.isIn(root) || several == 0) {
      places.add(ONE);
    }
    for (int i = 0; i < several; i++) {
      places.add(SEVERAL.at(i));
    }
    return places;
  }

  /** One more. */
  record Add() implements Arrangement {
    @Override
    public void apply(ObjectNode root) {
      SEVERAL.list(root).addObject().put("type", "CRON").put("timeSpec", "0 0 12 * * ?");
    }
  }

  /** One less. */
  record Remove(JsonPlace place) implements Arrangement {
    @Override
    public void apply(ObjectNode root) {
      place.remove(root);
      if (SEVERAL.in(root).isEmpty()) {
        SEVERAL.remove(root);
      }
    }
  }
}
