package epoch.server.notify.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server that takes mail, and how to speak with it.
 *
 * @param host its name or address
 * @param port its port; on {@value #IMPLICIT_TLS} TLS comes before the first word, on all others by
 *     STARTTLS
 * @param tls whether TLS is demanded and the certificate verified. If not, TLS is used where the
 *     server offers it, with any certificate, as by most mail servers among themselves
 * @param login who Epoch is; null: it does not log in
 * @param from the sender
 * @param timeout how long connecting, and each wait for an answer, may take
 */
public record MailServer(
    String host, int port, boolean tls, @Nullable Login login, Sender from, Duration timeout) {

  /** The port of SMTP over TLS, RFC 8314. */
  static final int IMPLICIT_TLS = 465;

  /** How patient Epoch is with a mail server that hesitates. */
  public static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(10);

  /** A user of the mail server. */
  public record Login(String name, String password) {
    @Override
    public String toString() {
      return "Login[" + name + "]";
    }
  }

  /** Whose name is on the mail. */
  public record Sender(String name, String address) {}
}
