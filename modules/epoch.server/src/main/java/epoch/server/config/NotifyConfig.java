package epoch.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How outcomes of runs are told.
 *
 * @param type {@code MAIL}, or {@code BLACKHOLE} to tell nobody
 * @param smtpServer the mail server's host; needed with {@code MAIL}
 * @param port the mail server's port
 * @param tls whether the connection must be encrypted and the server's certificate valid: from the
 *     first byte on port 465, else by STARTTLS. If not, mail is encrypted where the server offers
 *     it, whatever its certificate
 * @param username the user as whom Epoch logs in there; without it Epoch does not log in
 * @param password that user's password
 * @param defaultEmails who is told about topologies that name nobody
 * @param fromName the sender's name
 * @param fromAddress the sender's address; the default is {@code username} if that is an address,
 *     else {@code epoch@localhost}
 * @param disableForSuccessfulRuns whether only failures are told
 * @param baseUrl the URL at which people reach the web UI, for the links in mails; the default is
 *     that of the node that sends
 */
public record NotifyConfig(
    @Default("BLACKHOLE") NotifyType type,
    @Nullable String smtpServer,
    @Default("25") @Within(least = "1", most = "65535") int port,
    @Default("false") boolean tls,
    @Nullable String username,
    @Nullable Secret password,
    List<String> defaultEmails,
    @Default("Epoch") String fromName,
    @Nullable String fromAddress,
    @Default("false") boolean disableForSuccessfulRuns,
    @Nullable String baseUrl) {

  public NotifyConfig {
    defaultEmails = List.copyOf(defaultEmails);
    if (fromAddress == null) {
      fromAddress = username != null && username.indexOf('@') > 0 ? username : "epoch@localhost";
    }
  }

  /** The sender's address; never null. */
  @Override
  public String fromAddress() {
    return fromAddress == null ? "epoch@localhost" : fromAddress;
  }
}
