package epoch.desktop.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.desktop.form.Field;
import epoch.desktop.form.Form;
import epoch.desktop.form.Form.Section;
import epoch.desktop.form.JsonPlace;
import epoch.desktop.form.Values;
import java.util.List;

/** The form of a topology. */
final class TopologyForm {

  private TopologyForm() {}

  static Form of(ObjectNode root, boolean created, Offers offers) {
    return new Form(
        List.of(
            name(created),
            WhenForm.of(root, offers),
            WhatForm.of(root, offers),
            PolicyForm.wrong(root),
            PolicyForm.beside(root, offers),
            about()));
  }

  private static Section name(boolean created) {
    return new Section(
        "Name",
        List.of(
            Field.line(new JsonPlace("name"), "Name", new Values.Text(true))
                .fixed(created)
                .help(created ? "" : "Letters, digits, - and _. It cannot be changed later.")));
  }

  private static Section about() {
    return new Section(
        "For whom",
        List.of(
            Field.text(new JsonPlace("owner"), "Owner"),
            Field.area(new JsonPlace("description"), "Description", new Values.Text(false)),
            Field.area(new JsonPlace("labels"), "Labels, name=value a line", new Values.Pairs())));
  }
}
