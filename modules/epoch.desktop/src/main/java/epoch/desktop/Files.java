package epoch.desktop;

import java.nio.file.Path;
import java.util.Optional;

/** Lets the operator choose files. */
interface Files {

  /** One to read, unless the operator thought better of it. */
  Optional<Path> toRead();

  /** One to write, unless the operator thought better of it. */
  Optional<Path> toWrite(String suggestion);
}
