package epoch.api.topology;

/** Tells Jackson which trigger is not written: none, where a topology has several others. */
final class AbsentTrigger {

  @Override
  public boolean equals(Object other) {
    return other == null || (other instanceof UnknownTrigger unknown && unknown.absent());
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
