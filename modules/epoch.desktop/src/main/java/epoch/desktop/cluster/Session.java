package epoch.desktop.cluster;

import epoch.api.client.EpochApiException;
import epoch.api.client.EpochClient;
import java.io.IOException;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** A connection in use: its client, and what the server lets this user do. */
public final class Session implements AutoCloseable {

  private final Connection connection;
  private final EpochClient client;
  private final ReadOnlyBooleanWrapper mayWrite = new ReadOnlyBooleanWrapper(true);

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

  /** Whether actions are offered. */
  public ReadOnlyBooleanProperty mayWrite() {
    return mayWrite.getReadOnlyProperty();
  }

  /** Takes note of the role that the server says the user has. */
  public void isOf(String role) {
    mayWrite.set(epoch.api.rest.Session.READ_WRITE.equals(role));
  }

  /** Takes note of a refused change; to be called on the thread of the screen. */
  public void refused(IOException reason) {
    if (reason instanceof EpochApiException answer && answer.status() == 403) {
      mayWrite.set(false);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
