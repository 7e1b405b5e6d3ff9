package epoch.desktop.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import epoch.api.client.Terms;
import epoch.api.rest.Role;
import epoch.desktop.place.Place;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What can be written in a form and as JSON, and how the server takes it. What asks the server is
 * called in the background.
 *
 * @param <T> what it is
 * @param <P> what the server foresees of it
 */
public interface Kind<T, P> {

  /**
   * As it is stored.
   *
   * @param document it
   * @param revision the number of that version
   */
  record Loaded<T>(T document, int revision) {}

  /**
   * What the server says before anything is stored.
   *
   * @param problems what is wrong
   * @param outlook what would come of it, where that can be told
   */
  record Report<P>(List<Problem> problems, Optional<P> outlook) {
    public Report {
      problems = List.copyOf(problems);
    }
  }

  /** What it is called, such as {@code topology}. */
  String word();

  /** What it is in Java. */
  Class<T> type();

  /** What one needs to be to store it. */
  Role role();

  /** What a new one says at first. */
  String fresh();

  /** What there is to fill in. */
  Form form(ObjectNode root, boolean created);

  /** What one is called. */
  String name(T document);

  /** Reads the stored one. */
  Loaded<T> load(EpochClient client, String id) throws IOException;

  /** Has the server look at it; nothing is stored. */
  Report<P> check(EpochClient client, T document) throws IOException;

  /** Stores a new one. */
  void create(EpochClient client, Terms terms, T document) throws IOException;

  /** Stores another version. */
  void update(EpochClient client, Terms terms, T document) throws IOException;

  /** Has the version before be the newest again. */
  void restore(EpochClient client, T before, int revision) throws IOException;

  /** What somebody else stored meanwhile, if a change was refused for that. */
  Optional<Loaded<T>> collision(EpochApiException refusal);

  /** What will come of a new one, in words. */
  List<String> promises(Optional<P> outlook);

  /** Where it is seen once it is stored. */
  Place shown(String name);
}
