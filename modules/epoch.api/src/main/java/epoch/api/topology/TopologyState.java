package epoch.api.topology;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Whether a topology fires. */
public enum TopologyState {
  /** It fires. */
  ACTIVE,
  /** It does not fire until it is resumed; instant runs are possible. */
  PAUSED,
  /** It is being removed; its name stays taken until that is done. */
  DELETED,
  /**
   * A state that another version wrote and this one does not know. It is loaded so that one such
   * topology does not spoil the list; it never fires, and it must not be stored.
   */
  UNRECOGNISED;

  /** Reads a state; one that is not known is {@link #UNRECOGNISED}. */
  @JsonCreator
  public static TopologyState of(String name) {
    for (TopologyState state : values()) {
      if (state.name().equals(name)) {
        return state;
      }
    }
    return UNRECOGNISED;
  }
}
