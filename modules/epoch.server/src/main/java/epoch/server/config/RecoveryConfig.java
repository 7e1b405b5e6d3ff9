package epoch.server.config;

import java.time.Duration;

/**
 * What a new leader does after an outage.
 *
 * @param holdAfter after an outage longer than this a new leader starts nothing until a person
 *     releases it
 * @param catchUpRate how many missed fires are caught up in a second; never more than {@code
 *     drove.createRate}
 */
public record RecoveryConfig(
    @Default("6h") Duration holdAfter,
    @Default("2") @Within(least = "0.01", most = "10000") double catchUpRate) {}
