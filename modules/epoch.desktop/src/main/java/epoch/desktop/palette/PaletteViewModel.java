package epoch.desktop.palette;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Finds actions and topologies by what one remembers of their names. */
public final class PaletteViewModel {

  static final int MOST = 40;

  /**
   * Something one can do or go to.
   *
   * @param name what it is called
   * @param hint its key, or what it is
   * @param act does it
   */
  public record Command(String name, String hint, Runnable act) {}

  /** Names with commands, made only for what is shown; there may be tens of thousands. */
  public interface Names {
    /** The names. */
    List<String> names();

    /** The command of one of them. */
    Command command(String name);
  }

  private record Hit(int rank, String name, Supplier<Command> command) {}

  private final Supplier<List<Command>> commands;
  private final Names names;

  /** Of these. */
  public PaletteViewModel(Supplier<List<Command>> commands, Names names) {
    this.commands = commands;
    this.names = names;
  }

  /** What fits, the best first. */
  public List<Command> find(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    List<Hit> hits = new ArrayList<>();
    for (Command command : commands.get()) {
      int rank = rank(command.name(), wanted);
      if (rank >= 0) {
        hits.add(new Hit(rank, command.name(), () -> command));
      }
    }
    if (!wanted.isEmpty()) {
      for (String name : names.names()) {
        int rank = rank(name, wanted);
        if (rank >= 0) {
          hits.add(new Hit(rank + 1, name, () -> names.command(name)));
        }
      }
      hits.sort(Comparator.comparingInt(Hit::rank).thenComparingInt(hit -> hit.name().length()));
    }
    return hits.stream().limit(MOST).map(hit -> hit.command().get()).toList();
  }

  /**
   * How well a name fits, 0 the best; negative if it does not. Letters may be left out, their order
   * may not.
   */
  static int rank(String name, String wanted) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (wanted.isEmpty() || lower.startsWith(wanted)) {
      return 0;
    }
    int at = lower.indexOf(wanted);
    if (at >= 0) {
      return Character.isLetterOrDigit(lower.charAt(at - 1)) ? 4 : 2;
    }
    boolean all = true;
    for (String word : wanted.split("\\s+")) {
      all &= lower.contains(word);
    }
    if (all) {
      return 6;
    }
    int next = 0;
    for (int i = 0; i < lower.length() && next < wanted.length(); i++) {
      if (lower.charAt(i) == wanted.charAt(next)) {
        next++;
      }
    }
    return next == wanted.length() ? 8 : -1;
  }
}
