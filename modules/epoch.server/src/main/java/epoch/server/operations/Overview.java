package epoch.server.operations;

import epoch.api.rest.ClusterState;

/** The cluster as its leader sees it. Blocks (it asks Drove); safe for use by several threads. */
public interface Overview {
  /** How things are now. */
  ClusterState read() throws InterruptedException;
}
