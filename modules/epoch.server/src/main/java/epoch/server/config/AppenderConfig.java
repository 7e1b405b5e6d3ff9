package epoch.server.config;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One place to which log lines go.
 *
 * @param type {@code console} or {@code file}; others of 1.14 are ignored with a warning
 * @param threshold lines below this level are left out
 * @param timeZone the zone of the time in front of each line
 * @param logFormat a pattern of Logback; the default is Epoch's own line
 * @param target {@code stdout} or {@code stderr}; console only
 * @param currentLogFilename the file that is written; file only, and needed there
 * @param archive whether full files are kept
 * @param archivedLogFilenamePattern the name of an archived file, with {@code %d} for the date,
 *     {@code %i} for a number, or both; needed with {@code archive}
 * @param archivedFileCount how many archived files are kept
 * @param maxFileSize the size in bytes at which a new file is begun, such as {@code 50MB}; needed
 *     where the pattern has {@code %i}
 */
public record AppenderConfig(
    @Required String type,
    @Default("ALL") LogLevel threshold,
    @Default("UTC") ZoneId timeZone,
    @Nullable String logFormat,
    @Default("stdout") String target,
    @Nullable String currentLogFilename,
    @Default("true") boolean archive,
    @Nullable String archivedLogFilenamePattern,
    @Default("5") @Within(least = "1", most = "10000") int archivedFileCount,
    @Nullable DataSize maxFileSize) {}
