package epoch.server.config;

import java.time.Duration;

/**
 * How Drove is to carry out an operation.
 *
 * @param timeout how long the operation may take on Drove
 * @param parallelism how many instances Drove handles at a time
 * @param failureStrategy what Drove does when it fails, a word of Drove's
 */
public record OperationConfig(
    @Default("5m") Duration timeout,
    @Default("1") @Within(least = "1", most = "1024") int parallelism,
    @Default("STOP") String failureStrategy) {}
