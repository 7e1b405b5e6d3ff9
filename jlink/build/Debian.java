import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A package of Debian: the installed one if there is one, else one that apt downloads. Its files
 * are copied; none of its scripts is run.
 *
 * @param control what dpkg says of it
 * @param files where each file comes from, by its path in the package without a leading slash
 */
record Debian(String name, String control, TreeMap<String, Path> files) {

  /** The package; empty where this machine has neither it nor an apt that can get it. */
  static Optional<Debian> of(String name, Path work) throws IOException, InterruptedException {
    Optional<Debian> installed = installed(name);
    return installed.isPresent() ? installed : downloaded(name, work.resolve(name));
  }

  private static Optional<Debian> installed(String name) throws IOException, InterruptedException {
    Optional<String> status = output(List.of("dpkg-query", "-s", name), Path.of("/"));
    if (status.isEmpty() || !status.get().contains("Status: install ok installed")) {
      return Optional.empty();
    }
    var files = new TreeMap<String, Path>();
    for (String line : output(List.of("dpkg", "-L", name), Path.of("/")).orElse("").split("\n")) {
      Path file = Path.of(line);
      if (Files.isRegularFile(file) || Files.isSymbolicLink(file)) {
        files.put(line.substring(1), file);
      }
    }
    return Optional.of(new Debian(name, status.get(), files));
  }

  private static Optional<Debian> downloaded(String name, Path work)
      throws IOException, InterruptedException {
    Image.delete(work);
    Files.createDirectories(work);
    List<String> download =
        List.of("apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", name);
    if (output(download, work).isEmpty()) {
      return Optional.empty();
    }
    Path archive;
    try (var found = Files.newDirectoryStream(work, "*.deb")) {
      archive = found.iterator().next();
    }
    Path root = work.resolve("root");
    if (output(List.of("dpkg-deb", "-x", archive.toString(), root.toString()), work).isEmpty()) {
      return Optional.empty();
    }
    String control = output(List.of("dpkg-deb", "-f", archive.toString()), work).orElse("");
    var files = new TreeMap<String, Path>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.put(root.relativize(file).toString(), file);
            return FileVisitResult.CONTINUE;
          }
        });
    return Optional.of(new Debian(name, control, files));
  }

  /** Copies those of its files that are wanted below a root; says where scanners look for it. */
  void install(Path root, Predicate<String> wanted) throws IOException {
    for (var file : files.entrySet()) {
      if (wanted.test(file.getKey())) {
        Path copy = root.resolve(file.getKey());
        Files.createDirectories(copy.getParent());
        Files.copy(
            file.getValue(),
            copy,
            LinkOption.NOFOLLOW_LINKS,
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path status = root.resolve("var/lib/dpkg/status.d").resolve(name);
    Files.createDirectories(status.getParent());
    Files.writeString(status, control);
  }

  /** What a command prints; empty if it fails or there is no such command. */
  private static Optional<String> output(List<String> command, Path directory)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(new ArrayList<>(command))
              .directory(directory.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException notThere) {
      return Optional.empty();
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
  }
}
