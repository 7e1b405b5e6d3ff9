package epoch.api.validation;

import com.fasterxml.jackson.databind.JsonNode;
import epoch.api.container.ConfigFile;
import epoch.api.container.ControllerFetchConfig;
import epoch.api.container.ExecutorFetchConfig;
import epoch.api.container.ExecutorFileConfig;
import epoch.api.container.InlineConfig;
import epoch.api.container.UnknownConfig;
import epoch.api.container.Volume;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for what a container finds in its file system. */
final class FileRules {

  /** What one file may have, decoded; all of them share the 256 KiB of the topology. */
  private static final int LARGEST_CONFIG = 128 * 1024;

  private static final Set<String> MODES = Set.of("READ_ONLY", "READ_WRITE");

  private FileRules() {}

  static void checkVolumes(@Nullable List<Volume> volumes, Problems problems) {
    Set<String> taken = new HashSet<>();
    for (int i = 0; volumes != null && i < volumes.size(); i++) {
      Volume volume = volumes.get(i);
      Problems here = problems.at(i);
      if (volume == null) {
        here.add("is required");
        continue;
      }
      checkPath(volume.pathOnHost(), here.at("pathOnHost"));
      if (volume.pathInContainer() != null) {
        checkPath(volume.pathInContainer(), here.at("pathInContainer"));
      }
      here.at("mode")
          .addIf(
              volume.mode() == null || !MODES.contains(volume.mode()),
              "must be READ_ONLY or READ_WRITE");
      String target =
          volume.pathInContainer() == null ? volume.pathOnHost() : volume.pathInContainer();
      here.addIf(
          target != null && !taken.add(target), "is mounted where another volume is: " + target);
    }
  }

  static void checkConfigs(@Nullable List<ConfigFile> configs, Problems problems) {
    for (int i = 0; configs != null && i < configs.size(); i++) {
      Problems here = problems.at(i);
      switch (configs.get(i)) {
        case InlineConfig inline -> {
          checkPath(inline.localFilename(), here.at("localFilename"));
          checkInline(inline.data(), here.at("data"));
        }
        case ExecutorFileConfig file -> {
          checkPath(file.localFilename(), here.at("localFilename"));
          checkPath(file.filePathOnHost(), here.at("filePathOnHost"));
        }
        case ControllerFetchConfig fetch -> checkFetch(fetch.localFilename(), fetch.http(), here);
        case ExecutorFetchConfig fetch -> checkFetch(fetch.localFilename(), fetch.http(), here);
        case UnknownConfig unknown ->
            here.unknownType(
                unknown, "INLINE, EXECUTOR_LOCAL_FILE, CONTROLLER_HTTP_FETCH, EXECUTOR_HTTP_FETCH");
        case null -> here.add("is required");
      }
    }
  }

  private static void checkInline(@Nullable String data, Problems problems) {
    if (data == null) {
      problems.add("is required");
      return;
    }
    try {
      int size = Base64.getDecoder().decode(data).length;
      problems.addIf(
          size > LARGEST_CONFIG, "has " + size + " of at most " + LARGEST_CONFIG + " bytes");
    } catch (IllegalArgumentException _) {
      problems.add("is not base64");
    }
  }

  private static void checkFetch(
      @Nullable String localFilename, @Nullable JsonNode http, Problems problems) {
    checkPath(localFilename, problems.at("localFilename"));
    Problems request = problems.at("http");
    if (http == null || !http.isObject()) {
      request.add("is required");
    } else {
      request.at("hostname").present(http.path("hostname").asText(""));
    }
  }

  private static void checkPath(@Nullable String path, Problems problems) {
    if (problems.present(path)) {
      problems.addIf(path != null && !path.startsWith("/"), "must be an absolute path");
    }
  }
}
