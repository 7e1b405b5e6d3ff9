package epoch.server.command;

import epoch.api.client.EpochApiException;
import epoch.server.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.slf4j.LoggerFactory;

/** What is said when a command fails. */
final class Failure {
  private Failure() {}

  /** One line for what an operator can mend; whatever else happened is logged with its trace. */
  static String inWords(Throwable failure) {
    if (failure instanceof EpochApiException refusal && !refusal.validationErrors().isEmpty()) {
      return refusal.getMessage() + ": " + String.join("; ", refusal.validationErrors());
    }
    if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return inWords(unchecked.getCause());
    }
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + problem(file);
    }
    String message = failure.getMessage();
    if (message != null
        && (failure instanceof IOException
            || failure instanceof IllegalArgumentException
            || failure instanceof ConfigException)) {
      return message;
    }
    LoggerFactory.getLogger(Failure.class).error("This should not have happened", failure);
    return failure.toString();
  }

  /** What these exceptions leave to their names. */
  private static String problem(FileSystemException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file or directory";
      case AccessDeniedException _ -> "access is denied";
      case FileAlreadyExistsException _ -> "something else is there";
      case NotDirectoryException _ -> "is no directory";
      case DirectoryNotEmptyException _ -> "the directory is not empty";
      // The class of the failure is all that is known of it.
      case FileSystemException other -> other.getClass().getSimpleName();
    };
  }
}
