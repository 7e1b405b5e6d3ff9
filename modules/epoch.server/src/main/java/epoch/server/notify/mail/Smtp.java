package epoch.server.notify.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** Delivers by SMTP, a connection for each letter. Thread safe. */
final class Smtp implements Post {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final MailServer server;
  private final InstantSource clock;
  private final String protocol;
  private final Properties properties;

  Smtp(MailServer server, InstantSource clock) {
    this(server, clock, null, server.port() == MailServer.IMPLICIT_TLS);
  }

  /**
   * @param trust whom to trust; null: the certificates that Java trusts
   * @param implicit whether TLS, if demanded, comes before the first word
   */
  Smtp(MailServer server, InstantSource clock, @Nullable SSLSocketFactory trust, boolean implicit) {
    this.server = server;
    this.clock = clock;
    this.protocol = server.tls() && implicit ? "smtps" : "smtp";
    this.properties = properties(trust);
  }

  private Properties properties(@Nullable SSLSocketFactory trust) {
    String timeout = Long.toString(server.timeout().toMillis());
    var all = new Properties();
    all.put("mail.from", server.from().address());
    set(all, "connectiontimeout", timeout);
    set(all, "timeout", timeout);
    set(all, "writetimeout", timeout);
    set(all, "auth", Boolean.toString(server.login() != null));
    // One address that the server does not like must not keep the letter from the others.
    set(all, "sendpartial", "true");
    set(all, "quitwait", "false");
    set(all, "starttls.enable", "true");
    set(all, "starttls.required", Boolean.toString(server.tls()));
    set(all, "ssl.checkserveridentity", Boolean.toString(server.tls()));
    if (!server.tls()) {
      set(all, "ssl.trust", "*");
    }
    if (trust != null) {
      all.put("mail." + protocol + ".ssl.socketFactory", trust);
      set(all, "socketFactory.fallback", "false");
    }
    return all;
  }

  private void set(Properties all, String key, String value) {
    all.put("mail." + protocol + "." + key, value);
  }

  @Override
  public Delivery deliver(Letter letter) {
    Session session = session(letter);
    Message message;
    try {
      message = message(session, letter);
    } catch (MessagingException | UnsupportedEncodingException e) {
      return new Delivery.Refused("it cannot be put into the form of a mail: " + e.getMessage());
    }
    try (Transport transport = session.getTransport(protocol)) {
      try {
        connect(transport);
      } catch (MessagingException e) {
        return new Delivery.Away(reason(e));
      }
      return hand(transport, message);
    } catch (MessagingException e) {
      return new Delivery.Away(reason(e));
    }
  }

  private void connect(Transport transport) throws MessagingException {
    MailServer.Login login = server.login();
    transport.connect(
        server.host(),
        server.port(),
        login == null ? null : login.name(),
        login == null ? null : login.password());
  }

  private static Delivery hand(Transport transport, Message message) {
    try {
      transport.sendMessage(message, message.getAllRecipients());
      return new Delivery.Done();
    } catch (SendFailedException e) {
      return refused(e);
    } catch (MessagingException e) {
      return new Delivery.Away(reason(e));
    }
  }

  /** Sorts the addresses that were not served: not now, or never (RFC 5321, 4.2.1). */
  private static Delivery refused(SendFailedException failure) {
    if (failure instanceof SMTPSendFailedException refused
        && refused.getReturnCode() >= 500
        && refused.getNextException() == null) {
      return new Delivery.Refused(reason(failure));
    }
    var later = new ArrayList<String>();
    var answers = new ArrayList<String>();
    answers.add(reason(failure));
    for (Exception next = failure.getNextException();
        next instanceof MessagingException cause;
        next = cause.getNextException()) {
      answers.add(reason(cause));
      if (cause instanceof SMTPAddressFailedException address && address.getReturnCode() < 500) {
        later.add(address.getAddress().getAddress());
      }
    }
    addresses(failure.getValidUnsentAddresses()).forEach(later::add);
    String reason = String.join("; ", answers);
    List<String> left = later.stream().distinct().toList();
    return left.isEmpty() ? new Delivery.Refused(reason) : new Delivery.Later(left, reason);
  }

  private static Stream<String> addresses(Address @Nullable [] all) {
    return all == null
        ? Stream.of()
        : Stream.of(all)
            .filter(InternetAddress.class::isInstance)
            .map(address -> ((InternetAddress) address).getAddress());
  }

  private static String reason(MessagingException e) {
    Throwable root = e;
    while (root instanceof MessagingException && root.getCause() != null) {
      root = root.getCause();
    }
    String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String whole = root.equals(e) ? said : said + " (" + root.getMessage() + ")";
    return whole.replaceAll("\\s+", " ").strip();
  }

  /** Names before the @ in other scripts need a server that knows RFC 6531; it is asked if so. */
  private Session session(Letter letter) {
    var all = new Properties();
    all.putAll(properties);
    if (!letter.to().stream().allMatch(Smtp::isLocalPartAscii)) {
      all.put("mail.mime.allowutf8", "true");
    }
    return Session.getInstance(all);
  }

  private static boolean isLocalPartAscii(String address) {
    return address.chars().limit(Math.max(0, address.lastIndexOf('@'))).allMatch(c -> c < 128);
  }

  private Message message(Session session, Letter letter)
      throws MessagingException, UnsupportedEncodingException {
    var message = new MimeMessage(session);
    message.setFrom(address(server.from().address(), server.from().name()));
    for (String to : letter.to()) {
      message.addRecipient(Message.RecipientType.TO, address(to, null));
    }
    message.setSubject(letter.subject(), UTF_8);
    message.setText(letter.text(), UTF_8);
    message.setSentDate(Date.from(clock.instant()));
    // RFC 3834: nobody's absence note shall answer.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    return message;
  }

  /** Domains of other scripts go out in ASCII, which every server understands. */
  private static InternetAddress address(String address, @Nullable String name)
      throws MessagingException, UnsupportedEncodingException {
    var made = new InternetAddress();
    int at = address.lastIndexOf('@');
    try {
      made.setAddress(address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1)));
    } catch (IllegalArgumentException e) {
      throw new MessagingException("\"" + address + "\" is no mail address", e);
    }
    if (name != null) {
      made.setPersonal(name.replaceAll("\\p{Cntrl}+", " "), UTF_8);
    }
    return made;
  }
}
