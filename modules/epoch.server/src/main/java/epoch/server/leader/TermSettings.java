package epoch.server.leader;

import epoch.server.retention.RetentionSettings;
import epoch.server.run.RunSettings;
import epoch.server.store.Paths;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How this node leads.
 *
 * @param paths where things are in ZooKeeper
 * @param runs how patient runs are
 * @param defaultZone the zone of triggers that name none
 * @param commandsAllowed whether tasks may be commands, which only a local Drove understands
 * @param createRate creates on Drove per second at most
 * @param catchUpRate creates of what is caught up with, per second at most
 * @param createConcurrency creates on Drove in flight at most
 * @param holdAfter how long nobody may have led before a new leader comes up held
 * @param retention how much is kept
 * @param about what this node says of itself
 * @param droveUi where people look at Drove; empty for a local one
 */
public record TermSettings(
    Paths paths,
    RunSettings runs,
    ZoneId defaultZone,
    boolean commandsAllowed,
    double createRate,
    double catchUpRate,
    int createConcurrency,
    Duration holdAfter,
    RetentionSettings retention,
    About about,
    Optional<URI> droveUi) {}
