package epoch.desktop.settings;

import epoch.api.json.Json;
import epoch.api.rest.TopologySummary;
import epoch.desktop.cluster.Connection;
import epoch.desktop.cluster.Snapshot;
import epoch.desktop.cluster.TopologyFacts;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The last picture of each cluster, for the time when it does not answer. A file each, readable for
 * nobody else: a line of JSON for what it is a picture of, then one for each topology, so that
 * fifty thousand of them never stand in memory as text. Safe for use by several threads.
 */
public final class Pictures {

  private static final System.Logger LOG = System.getLogger(Pictures.class.getName());

  private final Path directory;

  Pictures(Path directory) {
    this.directory = directory;
  }

  private Path file(String connection) {
    // A name may hold what no file name may.
    UUID id = UUID.nameUUIDFromBytes(connection.getBytes(StandardCharsets.UTF_8));
    return directory.resolve(id + ".json.gz");
  }

  /** Keeps a picture in place of the one before. Takes a second for fifty thousand topologies. */
  public synchronized void keep(Snapshot snapshot) {
    try {
      PrivateFile.write(
          file(snapshot.about().connection()),
          out -> {
            try (BufferedWriter lines =
                new BufferedWriter(
                    new OutputStreamWriter(new GZIPOutputStream(out), StandardCharsets.UTF_8))) {
              lines.write(Json.text(snapshot.about()));
              lines.newLine();
              for (TopologyFacts facts : snapshot.topologies()) {
                lines.write(Json.text(facts.summary()));
                lines.newLine();
              }
            }
          });
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The picture cannot be kept; the console goes on without", e);
    }
  }

  /** The last picture that was seen through that connection, if one is kept. */
  public synchronized Optional<Snapshot> recall(Connection connection) {
    Path file = file(connection.name());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      String first = lines.readLine();
      Snapshot.About about = Json.read(first == null ? "" : first, Snapshot.About.class);
      if (!about.isOf(connection)) {
        return Optional.empty();
      }
      List<TopologyFacts> topologies = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        topologies.add(TopologyFacts.of(Json.read(line, TopologySummary.class)));
      }
      return Optional.of(new Snapshot(about, topologies));
    } catch (IOException e) {
      LOG.log(Level.WARNING, file + " is not as it was written; there is no picture", e);
      return Optional.empty();
    }
  }

  /** Forgets the picture of a connection. */
  public synchronized void forget(String connection) {
    try {
      Files.deleteIfExists(file(connection));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The picture of " + connection + " cannot be removed", e);
    }
  }
}
