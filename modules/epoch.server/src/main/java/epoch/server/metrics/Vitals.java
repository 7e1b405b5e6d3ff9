package epoch.server.metrics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a leader is doing at the moment.
 *
 * @param topologies how many there are
 * @param activeRuns runs that have not ended
 * @param waitingRuns of these, runs that wait for Drove or for a release
 * @param held whether the world stands still
 * @param connected whether there is a connection to ZooKeeper
 * @param latency how long the last sign of life took to be written to ZooKeeper; null before
 * @param clockDifference how far this node's clock is ahead of ZooKeeper's
 * @param droveAvailable whether Drove answers
 * @param eventsAge since when nothing new was heard of Drove's events; null before the first time
 * @param followed tasks that are followed on Drove
 */
public record Vitals(
    int topologies,
    int activeRuns,
    int waitingRuns,
    boolean held,
    boolean connected,
    @Nullable Duration latency,
    Duration clockDifference,
    boolean droveAvailable,
    @Nullable Duration eventsAge,
    int followed) {}
