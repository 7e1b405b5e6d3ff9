package epoch.desktop.cluster;

import epoch.api.client.EpochClient;
import epoch.api.rest.Role;
import java.util.Arrays;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A connection in use: its client, and what the server lets this user do. */
public final class Session implements AutoCloseable {

  private final Connection connection;
  private final EpochClient client;
  private final ReadOnlyObjectWrapper<Role> role = new ReadOnlyObjectWrapper<>(Role.ADMIN);

  /**
   * Opens it; nothing is sent yet.
   *
   * @throws IllegalArgumentException if a URL or what is trusted is none
   */
  public Session(Connection connection) {
    this.connection = connection;
    this.client = new EpochClient(connection.options());
  }

  /** Which cluster, and as whom. */
  public Connection connection() {
    return connection;
  }

  /** Its client; safe for use in the background. */
  public EpochClient client() {
    return client;
  }

  /** What the user may do; actions that need more are not offered. */
  public ReadOnlyObjectProperty<Role> roleProperty() {
    return role.getReadOnlyProperty();
  }

  /**
   * Takes note of the role that the server says the user has. Of a role that is not known here
   * everything is offered: the server decides.
   */
  public void isOf(String name) {
    role.set(
        Arrays.stream(Role.values())
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElse(Role.ADMIN));
  }

  @Override
  public void close() {
    client.close();
  }
}
