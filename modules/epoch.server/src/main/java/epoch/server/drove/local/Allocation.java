package epoch.server.drove.local;

import java.util.List;

/** The cores (by number) and the memory in MB that a task holds while it is active. */
record Allocation(List<Integer> cores, long memoryMb) {
  Allocation {
    cores = List.copyOf(cores);
  }
}
