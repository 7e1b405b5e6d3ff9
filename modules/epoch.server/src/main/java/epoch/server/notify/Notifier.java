package epoch.server.notify;

import epoch.api.run.RunState;
import epoch.api.topology.MailNotify;
import epoch.api.topology.NoNotify;
import epoch.api.topology.Notify;
import epoch.api.topology.Topology;
import epoch.api.topology.UnknownNotify;
import epoch.server.event.Event;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of the end of every run and tells those whom it concerns: whom the topology names, else the
 * default addresses. Runs that were {@link RunState#SKIPPED} did not run and do not end; nobody is
 * told of them. Thread safe.
 */
public final class Notifier implements Consumer<Event> {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  /**
   * What may be written into the head of a mail. Epoch 1.14 stored whatever it was given, so what
   * validation refuses today may still be there.
   */
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s\\p{Cntrl}@,;:<>()\"\\\\]{1,64}@[^\\s\\p{Cntrl}@,;:<>()\"\\\\]{1,189}");

  private final List<String> defaults;
  private final boolean failuresOnly;
  private final Messenger messenger;

  /**
   * @param defaults who is told about topologies that name nobody
   * @param failuresOnly whether nobody is told of what went well
   */
  public Notifier(List<String> defaults, boolean failuresOnly, Messenger messenger) {
    this.defaults = List.copyOf(defaults);
    this.failuresOnly = failuresOnly;
    this.messenger = messenger;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.RunEnded(var run, var topology) && concerns(run.state())) {
      List<String> to = addresses(topology);
      if (!to.isEmpty()) {
        messenger.send(new Notice(to, topology, run));
      }
    }
  }

  private boolean concerns(RunState state) {
    return switch (state) {
      case COMPLETED, SUCCESSFUL -> !failuresOnly;
      case FAILED -> true;
      case RUNNING, SKIPPED -> false;
    };
  }

  private List<String> addresses(Topology topology) {
    return wanted(topology.notification()).stream()
        .map(String::strip)
        .distinct()
        .filter(address -> isUsable(address, topology.name()))
        .toList();
  }

  private List<String> wanted(@Nullable Notify notification) {
    return switch (notification) {
      case MailNotify mail when !mail.emails().isEmpty() -> mail.emails();
      case NoNotify _ -> List.of();
      // A way of telling that this version does not know is no reason to tell nobody.
      case MailNotify _, UnknownNotify _ -> defaults;
      case null -> defaults;
    };
  }

  private static boolean isUsable(String address, String topology) {
    boolean usable = ADDRESS.matcher(address).matches();
    if (!usable) {
      LOG.warn("Topology {} names an address that is none; it is left out", topology);
    }
    return usable;
  }
}
