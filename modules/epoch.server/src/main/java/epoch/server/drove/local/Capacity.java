package epoch.server.drove.local;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Counts out cores and memory. Not thread-safe: {@link TaskBook} guards it with its own lock. */
final class Capacity {
  private final int cores;
  private final long memoryMb;
  private final BitSet taken = new BitSet();
  private long usedMemory;

  Capacity(int cores, long memoryMb) {
    this.cores = cores;
    this.memoryMb = memoryMb;
  }

  /** Drove's complaints about a demand; empty when it can be met now. */
  List<String> complaints(int wantedCores, long wantedMemory) {
    List<String> complaints = new ArrayList<>();
    if (wantedCores > freeCores()) {
      complaints.add(shortOf("CPU", wantedCores, freeCores()));
    }
    if (wantedMemory > freeMemory()) {
      complaints.add(shortOf("Memory", wantedMemory, freeMemory()));
    }
    if (wantedCores > cores) {
      complaints.add(
          "Required cores exceeds the maximum core available on a single NUMA node in the cluster."
              + " Required: "
              + wantedCores
              + " Max: "
              + cores);
    }
    return complaints;
  }

  private static String shortOf(String what, long required, long available) {
    return "Cluster does not have enough %s. Required: %d Available: %d"
        .formatted(what, required, available);
  }

  Allocation take(int wantedCores, long wantedMemory) {
    List<Integer> numbers = new ArrayList<>();
    for (int core = taken.nextClearBit(0); numbers.size() < wantedCores; ) {
      numbers.add(core);
      core = taken.nextClearBit(core + 1);
    }
    Allocation allocation = new Allocation(numbers, wantedMemory);
    takeAgain(allocation);
    return allocation;
  }

  /** Takes what an earlier process gave to a task that still runs, even beyond today's capacity. */
  void takeAgain(Allocation allocation) {
    allocation.cores().forEach(taken::set);
    usedMemory += Math.max(0, allocation.memoryMb());
  }

  void giveBack(Allocation allocation) {
    allocation.cores().forEach(taken::clear);
    usedMemory -= Math.max(0, allocation.memoryMb());
  }

  int usedCores() {
    return taken.cardinality();
  }

  int freeCores() {
    return Math.max(0, cores - usedCores());
  }

  long usedMemory() {
    return usedMemory;
  }

  long freeMemory() {
    return Math.max(0, memoryMb - usedMemory);
  }

  int totalCores() {
    return cores;
  }

  long totalMemory() {
    return memoryMb;
  }
}
