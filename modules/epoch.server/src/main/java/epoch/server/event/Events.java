package epoch.server.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bus. Listeners are called on the thread that publishes, in the order in which they came, and
 * must neither block nor throw; one that throws is logged and the others still hear. Thread safe.
 */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Calls the listener for everything from now on.
   *
   * @return ends that when it is run
   */
  public Runnable subscribe(Consumer<Event> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Tells everyone. */
  public void publish(Event event) {
    for (Consumer<Event> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.error("A listener failed at {}; the others go on", event.getClass().getSimpleName(), e);
      }
    }
  }
}
