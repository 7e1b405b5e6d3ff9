package epoch.server.notify.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delivery to a real SMTP server, and to one that says what it is told to say. */
class SmtpTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T05:03:00Z"), ZoneOffset.UTC);
  private static final MailServer.Sender SENDER =
      new MailServer.Sender("Epoch Büro", "epoch@example.com");
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final GreenMail mail =
      new GreenMail(
          new ServerSetup[] {setup(ServerSetup.PROTOCOL_SMTP), setup(ServerSetup.PROTOCOL_SMTPS)});
  private final LetterWriter writer = new LetterWriter("https://epoch.example.com", ZoneOffset.UTC);

  private static ServerSetup setup(String protocol) {
    var setup = new ServerSetup(0, "127.0.0.1", protocol);
    setup.setServerStartupTimeout(30_000);
    return setup;
  }

  @BeforeEach
  void start() {
    mail.start();
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  private static MailServer server(int port, boolean tls, MailServer.Login login) {
    return new MailServer("127.0.0.1", port, tls, login, SENDER, LONG);
  }

  private static MailServer local(int port) {
    return new MailServer("localhost", port, true, null, SENDER, LONG);
  }

  private Smtp plain() {
    return new Smtp(server(mail.getSmtp().getPort(), false, null), CLOCK);
  }

  private MimeMessage received() {
    MimeMessage[] all = mail.getReceivedMessages();
    assertEquals(1, all.length);
    return all[0];
  }

  private static String text(MimeMessage message) throws Exception {
    // GreenMail strips the last line break.
    return message.getContent().toString().replace("\r\n", "\n").stripTrailing() + "\n";
  }

  @Test
  void aLetterArrivesAsItWasWritten() throws Exception {
    Letter letter = writer.write(Notices.to("oncall@example.com", "zweite@bücher.example"));
    assertEquals(new Delivery.Done(), plain().deliver(letter));
    MimeMessage[] both = mail.getReceivedMessages();
    assertEquals(2, both.length);
    MimeMessage message = both[0];
    assertEquals(letter.subject(), message.getSubject());
    assertEquals(letter.text(), text(message));
    assertTrue(message.getContentType().toLowerCase().contains("utf-8"));
    assertEquals(
        List.of("oncall@example.com", "zweite@xn--bcher-kva.example"),
        List.of(message.getRecipients(Message.RecipientType.TO)).stream()
            .map(address -> ((InternetAddress) address).getAddress())
            .toList());
    var from = (InternetAddress) message.getFrom()[0];
    assertEquals("epoch@example.com", from.getAddress());
    assertEquals("Epoch Büro", from.getPersonal());
    assertEquals("auto-generated", message.getHeader("Auto-Submitted", null));
    assertEquals(CLOCK.instant(), message.getSentDate().toInstant());
  }

  @Test
  void namesOfAnyScriptSurvive() throws Exception {
    plain().deliver(writer.write(Notices.about("Überweisung-日次-😀")));
    MimeMessage message = received();
    assertTrue(message.getSubject().contains("Überweisung-日次-😀"), message.getSubject());
    assertTrue(text(message).contains("Topology: Überweisung-日次-😀"), text(message));
  }

  @Test
  void nothingCanBeSlippedIntoTheHead() throws Exception {
    plain().deliver(writer.write(Notices.about("x\r\nBcc: victim@example.com\r\n\r\nBody")));
    MimeMessage message = received();
    assertNull(message.getHeader("Bcc", null));
    assertTrue(message.getSubject().contains("x Bcc: victim@example.com Body"));
    // A line with a lone dot ends a mail on the wire.
    mail.reset();
    plain().deliver(new Letter(List.of("a@example.com"), "s", "one\n.\nMAIL FROM:<x@y>\n"));
    assertEquals("one\n.\nMAIL FROM:<x@y>\n", text(received()));
  }

  @Test
  void anAddressThatIsNoneIsRefusedAtOnce() {
    var letter = new Letter(List.of("a@-..-.example\u0000"), "s", "t");
    assertInstanceOf(Delivery.Refused.class, plain().deliver(letter));
  }

  @Test
  void itLogsIn() {
    mail.setUser("epoch@example.com", "epoch", "sésame");
    var login = new MailServer.Login("epoch", "sésame");
    var smtp = new Smtp(server(mail.getSmtp().getPort(), false, login), CLOCK);
    assertEquals(new Delivery.Done(), smtp.deliver(writer.write(Notices.to("a@example.com"))));
    var stranger = new MailServer.Login("epoch", "wrong");
    smtp = new Smtp(server(mail.getSmtp().getPort(), false, stranger), CLOCK);
    assertInstanceOf(Delivery.Away.class, smtp.deliver(writer.write(Notices.to("a@example.com"))));
    assertTrue(!stranger.toString().contains("wrong"));
  }

  @Test
  void itSpeaksTlsFromTheFirstByte(@TempDir Path directory) throws Exception {
    Certificate certificate = Certificate.make(directory);
    try (var smtp = SaidSmtp.withTls(certificate.owner(), true)) {
      assertEquals(
          new Delivery.Done(),
          new Smtp(local(smtp.port()), CLOCK, certificate.friend(), true)
              .deliver(writer.write(Notices.to("a@example.com"))));
      assertTrue(smtp.encrypted());
      var elsewhere = server(smtp.port(), true, null);
      assertInstanceOf(
          Delivery.Away.class,
          new Smtp(elsewhere, CLOCK, certificate.friend(), true)
              .deliver(writer.write(Notices.to("a@example.com"))),
          "the certificate is for localhost, not for 127.0.0.1");
      assertEquals(1, smtp.taken());
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotTrusted() {
    Delivery outcome =
        new Smtp(local(mail.getSmtps().getPort()), CLOCK, null, true)
            .deliver(writer.write(Notices.to("a@example.com")));
    assertTrue(
        outcome instanceof Delivery.Away(String why) && why.contains("certif"), outcome + "");
    assertEquals(0, mail.getReceivedMessages().length);
  }

  @Test
  void tlsIsBegunWhereItIsOfferedAndDemandedWhereItIsConfigured(@TempDir Path directory)
      throws Exception {
    Certificate certificate = Certificate.make(directory);
    try (var smtp = SaidSmtp.withTls(certificate.owner(), false)) {
      var trusting = new Smtp(local(smtp.port()), CLOCK, certificate.friend(), false);
      assertEquals(
          new Delivery.Done(), trusting.deliver(writer.write(Notices.to("a@example.com"))));
      assertTrue(smtp.encrypted());
      var stranger = new Smtp(local(smtp.port()), CLOCK);
      assertInstanceOf(
          Delivery.Away.class, stranger.deliver(writer.write(Notices.to("a@example.com"))));
      assertEquals(1, smtp.taken());
    }
    try (var smtp = SaidSmtp.withTls(certificate.owner(), false)) {
      var careless = new Smtp(server(smtp.port(), false, null), CLOCK);
      assertEquals(
          new Delivery.Done(), careless.deliver(writer.write(Notices.to("a@example.com"))));
      assertTrue(smtp.encrypted());
    }
    var strict = new Smtp(server(mail.getSmtp().getPort(), true, null), CLOCK);
    assertInstanceOf(
        Delivery.Away.class, strict.deliver(writer.write(Notices.to("a@example.com"))));
    assertEquals(0, mail.getReceivedMessages().length);
  }

  @Test
  void refusalsForNowAndForEverAreToldApart() throws Exception {
    Letter both = writer.write(Notices.to("good@example.com", "bad@example.com"));
    try (var smtp = SaidSmtp.saying(Map.of("RCPT TO:<bad", "450 4.2.0 come again"))) {
      Delivery outcome = new Smtp(server(smtp.port(), false, null), CLOCK).deliver(both);
      assertEquals(
          List.of("bad@example.com"), assertInstanceOf(Delivery.Later.class, outcome).to());
      assertEquals(1, smtp.taken());
    }
    try (var smtp = SaidSmtp.saying(Map.of("RCPT TO:<bad", "550 5.1.1 no such user"))) {
      Delivery outcome = new Smtp(server(smtp.port(), false, null), CLOCK).deliver(both);
      assertTrue(assertInstanceOf(Delivery.Refused.class, outcome).reason().contains("no such"));
      assertEquals(1, smtp.taken());
    }
    try (var smtp = SaidSmtp.saying(Map.of("DATA", "451 4.3.0 not now"))) {
      Delivery outcome = new Smtp(server(smtp.port(), false, null), CLOCK).deliver(both);
      assertEquals(both.to(), assertInstanceOf(Delivery.Later.class, outcome).to());
    }
    try (var smtp = SaidSmtp.saying(Map.of("DATA", "554 5.7.1 spam"))) {
      Delivery outcome = new Smtp(server(smtp.port(), false, null), CLOCK).deliver(both);
      assertTrue(assertInstanceOf(Delivery.Refused.class, outcome).reason().contains("spam"));
    }
    try (var smtp = SaidSmtp.saying(Map.of("MAIL", "452 4.3.1 full"))) {
      Delivery outcome = new Smtp(server(smtp.port(), false, null), CLOCK).deliver(both);
      assertEquals(both.to(), assertInstanceOf(Delivery.Later.class, outcome).to());
    }
  }

  @Test
  void aServerThatIsNotThereOrSaysNothingIsAway() throws Exception {
    // No port that another process may be given meanwhile.
    int nobody = 1;
    Letter letter = writer.write(Notices.to("a@example.com"));
    assertInstanceOf(
        Delivery.Away.class, new Smtp(server(nobody, false, null), CLOCK).deliver(letter));
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertInstanceOf(
          Delivery.Away.class,
          new Smtp(
                  new MailServer("127.0.0.1", silent.getLocalPort(), false, null, SENDER, SHORT),
                  CLOCK)
              .deliver(letter));
    }
  }
}
