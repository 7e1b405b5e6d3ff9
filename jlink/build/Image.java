import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A linked image: a directory made by the jlink of the JDK that runs this program, which is the one
 * that Maven's toolchain chose.
 *
 * <p>Linking and training take a while, so a stamp beside the image says what it was made from:
 * same JDK, same modules, same options, same build programs. An image with a matching stamp is left
 * alone. The launchers are cheap and are copied always.
 */
record Image(
    Path programs,
    Path home,
    Path launchers,
    List<Path> modulePath,
    List<String> modules,
    String without) {

  /**
   * What each image is linked with; debug information stays, for the line numbers of stack traces.
   */
  private static final List<String> OPTIONS =
      List.of("--compress", "zip-6", "--no-header-files", "--no-man-pages");

  /**
   * Reads the arguments that the poms pass: directory of these programs, of the image, of its
   * launchers, and the class path of the build module.
   */
  static Image of(String[] args, String... modules) {
    if (args.length != 4) {
      throw new IllegalArgumentException("expected: PROGRAMS IMAGE LAUNCHERS MODULE-PATH");
    }
    List<Path> path =
        Stream.of(args[3].split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .sorted()
            .toList();
    return new Image(
        Path.of(args[0]),
        Path.of(args[1]).normalize(),
        Path.of(args[2]),
        path,
        List.of(modules),
        "");
  }

  /** The same without certain files of the JDK, as a pattern list of jlink. */
  Image without(String files) {
    return new Image(programs, home, launchers, modulePath, modules, files);
  }

  /**
   * Work that is done once on a freshly linked image; what it throws fails the build and leaves no
   * stamp.
   */
  @FunctionalInterface
  interface Finish {
    void on(Image image) throws IOException, InterruptedException;
  }

  /** Links the image unless it is up to date, and puts the launchers into it. */
  void make(Finish finish) throws IOException, InterruptedException {
    String wanted = stamp();
    Path stampFile = home.resolveSibling(home.getFileName() + ".stamp");
    if (Files.isExecutable(java())
        && Files.exists(stampFile)
        && Files.readString(stampFile).equals(wanted)) {
      copyLaunchers();
      // scripts/start compares the time of the stamp with those of the sources.
      Files.setLastModifiedTime(stampFile, FileTime.from(Instant.now()));
      System.out.println(home.getFileName() + " is up to date");
      return;
    }
    Files.deleteIfExists(stampFile);
    delete(home);
    Files.createDirectories(home.getParent());
    link();
    copyLaunchers();
    finish.on(this);
    Files.writeString(stampFile, wanted);
    System.out.printf("%s is linked: %d MB%n", home.getFileName(), size() / 1_000_000);
  }

  /** The java of the image. */
  Path java() {
    return home.resolve("bin").resolve("java");
  }

  private void link() {
    List<String> arguments = new ArrayList<>(OPTIONS);
    arguments.addAll(
        List.of(
            "--module-path",
            String.join(File.pathSeparator, modulePath.stream().map(Path::toString).toList())));
    arguments.addAll(
        List.of("--add-modules", String.join(",", modules), "--output", home.toString()));
    if (!without.isEmpty()) {
      arguments.addAll(List.of("--exclude-files", without));
    }
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IllegalStateException("this JDK has no jlink"));
    int status = jlink.run(System.out, System.err, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IllegalStateException("jlink ended with " + status);
    }
  }

  private void copyLaunchers() throws IOException {
    try (Stream<Path> files = Files.list(launchers)) {
      for (Path file : files.toList()) {
        Path copy = home.resolve("bin").resolve(file.getFileName());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        if (copy.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
  }

  private String stamp() throws IOException {
    StringBuilder stamp = new StringBuilder();
    stamp
        .append(System.getProperty("java.vendor"))
        .append(' ')
        .append(Runtime.version())
        .append('\n');
    stamp.append(OPTIONS).append(' ').append(modules).append(' ').append(without).append('\n');
    List<Path> inputs = new ArrayList<>(modulePath);
    try (Stream<Path> sources = Files.list(programs)) {
      sources.sorted().forEach(inputs::add);
    }
    for (Path input : inputs) {
      stamp.append(digest(input)).append(' ').append(input.getFileName()).append('\n');
    }
    return stamp.toString();
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, sha).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(Files::isRegularFile).mapToLong(Image::length).sum();
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a directory with all that is in it; one that is not there is fine. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
