package epoch.server.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The orchestrator that runs the tasks. It has as many components as its section has keys, because
 * it mirrors the file.
 *
 * @param endpoints the base URLs of Drove's controllers, or the one of the gateway in front of them
 * @param username the user as whom Epoch logs in there; without it Epoch sends no credentials
 * @param password that user's password
 * @param insecure whether certificates that cannot be verified are accepted
 * @param checkInterval how often it is looked after which controller leads
 * @param connectionTimeout how long making a connection may take
 * @param operationTimeout how long a call may take as a whole; a call that creates a task is also
 *     cut to five sixths of {@code zookeeper.sessionTimeout}
 * @param rpcRetryCount how often a call that only reads is tried again
 * @param rpcRetryInterval how long to wait before it is tried again
 * @param clusterOpSpec how Drove is to carry out an operation
 * @param appName the name of Epoch's own application on Drove, to which all its tasks belong
 * @param commands whether {@code COMMAND} executables are accepted; only the local Drove of {@code
 *     epoch standalone} runs them
 * @param createRate how many tasks may be created in a second
 * @param createConcurrency how many creates may be under way at a time
 * @param lostGrace how long a task that Drove has lost still counts as running, because its
 *     container may live
 * @param recreateAfter how long Drove must not know a task that it took, under one leader of its
 *     own, before the task is created again: two creates of one id close together can both start
 * @param capacityWait how long a run waits for room on Drove before it fails
 * @param eventInterval how often Drove is asked for events
 * @param sweepInterval how often all active tasks are compared with Drove's list
 */
public record DroveConfig(
    List<String> endpoints,
    @Nullable String username,
    @Nullable Secret password,
    @Default("false") boolean insecure,
    @Default("5s") Duration checkInterval,
    @Default("3s") @Within(least = "1ms", most = "1h") Duration connectionTimeout,
    @Default("5s") @Within(least = "1ms", most = "1h") Duration operationTimeout,
    @Default("3") @Within(least = "0", most = "100") int rpcRetryCount,
    @Default("1s") Duration rpcRetryInterval,
    OperationConfig clusterOpSpec,
    @Default("${DROVE_APP_NAME:-epoch}") String appName,
    @Default("false") boolean commands,
    @Default("5000") @Within(least = "0.01", most = "100000") double createRate,
    @Default("64") @Within(least = "1", most = "1000") int createConcurrency,
    @Default("2m") Duration lostGrace,
    @Default("90s") @Within(least = "2s") Duration recreateAfter,
    @Default("1h") Duration capacityWait,
    @Default("1s") @Within(least = "100ms") Duration eventInterval,
    @Default("30s") @Within(least = "1s") Duration sweepInterval) {

  public DroveConfig {
    endpoints = List.copyOf(endpoints);
  }
}
