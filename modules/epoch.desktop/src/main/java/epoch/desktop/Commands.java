package epoch.desktop;

import epoch.desktop.palette.PaletteViewModel;
import epoch.desktop.palette.PaletteViewModel.Command;
import epoch.desktop.place.Place;
import epoch.desktop.settings.Settings;
import epoch.desktop.settings.Store;
import epoch.desktop.window.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All that the palette of a window knows: each action by what it does, each topology by name. */
final class Commands implements PaletteViewModel.Names {

  /** Keys that are quicker than any palette, or that lead into it. */
  private static final Set<String> MOVES =
      Set.of("?", "j", "k", "n", "N", "]", "[", "/", "Enter", "Esc", "Ctrl K");

  private final Desk desk;
  private final Store store;

  Commands(Desk desk, Store store) {
    this.desk = desk;
    this.store = store;
  }

  /** A palette of them. */
  PaletteViewModel model() {
    return new PaletteViewModel(this::all, this);
  }

  private List<Command> all() {
    List<Command> commands = new ArrayList<>();
    for (Keys keys : desk.activeKeys()) {
      keys.all().stream()
          .filter(key -> !MOVES.contains(key.name()))
          .forEach(key -> commands.add(new Command(key.does(), key.name(), key.act())));
    }
    desk.current()
        .ifPresent(workspace -> {
          commands.addAll(workspace.commands());
          commands.add(new Command("Disconnect", "", () -> desk.leave(workspace)));
        });
    for (Workspace each : desk.open()) {
      if (desk.current().filter(now -> now == each).isEmpty()) {
        commands.add(
            new Command(
                "Switch to " + each.session().connection().name(),
                "cluster",
                () -> desk.show(each)));
      }
    }
    commands.add(new Command("Connections…", "", () -> desk.ask(Optional.empty())));
    looks(commands);
    return commands;
  }

  private void looks(List<Command> commands) {
    for (Settings.Theme theme : Settings.Theme.values()) {
      commands.add(
          new Command(
              switch (theme) {
                case SYSTEM -> "Light or dark as the system has it";
                case LIGHT -> "Light";
                case DARK -> "Dark";
              },
              "theme",
              () -> store.change(settings -> settings.with(theme))));
    }
    boolean compact = store.settings().compact();
    commands.add(
        new Command(
            compact ? "Comfortable rows" : "Compact rows",
            "density",
            () -> store.change(settings -> settings.withCompact(!compact))));
    boolean rest = store.settings().lettersRest();
    commands.add(
        new Command(
            rest ? "Single letters act" : "Single letters do nothing",
            "keys",
            () -> store.change(settings -> settings.withLettersRest(!rest))));
  }

  @Override
  public List<String> names() {
    return desk.current()
        .map(it -> it.cluster().rows().stream().map(row -> row.id()).toList())
        .orElse(List.of());
  }

  @Override
  public Command command(String name) {
    return new Command(
        name,
        "topology",
        () -> desk.current().ifPresent(it -> it.navigator().go(new Place.Topologies(name))));
  }
}
