package epoch.server.operations;

import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items the part, each item made JSON as it is read; to be read once
 * @param size how many items that are, about: some may go while they are read
 * @param next where the next part begins; empty if this is the end
 * @param total how many items there are in all
 */
public record Part(Iterable<byte[]> items, int size, Optional<String> next, long total) {}
