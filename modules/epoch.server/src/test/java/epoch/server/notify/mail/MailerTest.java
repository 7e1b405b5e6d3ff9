package epoch.server.notify.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import epoch.server.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MailerTest {
  private static final Patience QUICK =
      new Patience(
          5,
          Duration.ofMinutes(1),
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2));
  private static final LetterWriter WRITER =
      new LetterWriter("https://epoch.example.com", ZoneOffset.UTC);

  private final List<String> sent = new CopyOnWriteArrayList<>();

  private static Mailer mailer(Post post, Patience patience) {
    return Mailer.start(post, WRITER, patience, System::nanoTime);
  }

  private static String name(Letter letter) {
    return letter.subject().replaceAll(".*: (\\S+) .*", "$1");
  }

  private Delivery take(Letter letter) {
    sent.add(name(letter));
    return new Delivery.Done();
  }

  @Test
  void mailGoesOutWhenTheServerIsBack() throws Exception {
    var failures = new AtomicInteger(4);
    Post post = letter -> failures.getAndDecrement() > 0 ? new Delivery.Away("gone") : take(letter);
    try (var mailer = mailer(post, QUICK)) {
      mailer.send(Notices.about("one"));
      mailer.send(Notices.about("two"));
      Await.until("both are sent", () -> sent.size() == 2);
      assertEquals(List.of("one", "two"), sent.stream().sorted().toList());
    }
  }

  @Test
  void aLetterThatIsPutOffHoldsUpNoOther() throws Exception {
    var late = new Semaphore(0);
    Post post =
        letter ->
            name(letter).equals("odd") && !late.tryAcquire()
                ? new Delivery.Later(letter.to(), "greylisted")
                : take(letter);
    try (var mailer = mailer(post, QUICK)) {
      mailer.send(Notices.about("odd"));
      mailer.send(Notices.about("even"));
      Await.until("the other is sent", () -> sent.equals(List.of("even")));
      late.release();
      Await.until("the odd one is sent", () -> sent.equals(List.of("even", "odd")));
    }
  }

  @Test
  void whatIsRefusedForGoodIsNotTriedAgain() throws Exception {
    var tries = new AtomicInteger();
    Post post =
        letter -> {
          tries.incrementAndGet();
          return new Delivery.Refused("spam");
        };
    try (var mailer = mailer(post, QUICK)) {
      mailer.send(Notices.about("one"));
      Await.until("it is gone", () -> tries.get() == 1 && mailer.waiting() == 0);
    }
    assertEquals(1, tries.get());
  }

  @Test
  void aFaultOfOursIsNotTheEndOfMail() throws Exception {
    Post post =
        letter -> {
          if (name(letter).equals("bad")) {
            throw new IllegalStateException("a fault");
          }
          return take(letter);
        };
    try (var mailer = mailer(post, QUICK)) {
      mailer.send(Notices.about("bad"));
      mailer.send(Notices.about("good"));
      Await.until("the good one is sent", () -> sent.equals(List.of("good")));
    }
  }

  @Test
  void theOldestGoWhenTheBoxIsFull() throws Exception {
    var open = new CountDownLatch(1);
    Post post =
        letter -> {
          try {
            open.await();
            return take(letter);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.Away("interrupted");
          }
        };
    Patience patient =
        new Patience(
            5,
            QUICK.life(),
            QUICK.firstPause(),
            QUICK.maxPause(),
            Duration.ofMinutes(1),
            QUICK.farewell());
    try (var mailer = mailer(post, patient)) {
      mailer.send(Notices.about("n0"));
      Await.until("the first is in hand", () -> mailer.waiting() == 1);
      Await.until("it was taken out", () -> mailer.isCarrying());
      IntStream.rangeClosed(1, 8).forEach(n -> mailer.send(Notices.about("n" + n)));
      assertEquals(6, mailer.waiting());
      open.countDown();
      Await.until("six are sent", () -> sent.size() == 6);
      assertEquals(List.of("n0", "n4", "n5", "n6", "n7", "n8"), sent);
    }
  }

  @Test
  void mailIsGivenUpInTheEnd() throws Exception {
    var brief =
        new Patience(
            5,
            Duration.ofMillis(100),
            QUICK.firstPause(),
            QUICK.maxPause(),
            QUICK.attempt(),
            QUICK.farewell());
    try (var mailer = mailer(letter -> new Delivery.Away("gone"), brief)) {
      mailer.send(Notices.about("one"));
      mailer.send(Notices.about("two"));
      Await.until("none waits", () -> mailer.waiting() == 0);
    }
  }

  @Test
  @Timeout(60)
  void aServerThatHangsHoldsUpNothing() throws Exception {
    try (var hanging = new Dripping()) {
      var server =
          new MailServer(
              "127.0.0.1",
              hanging.port(),
              false,
              null,
              new MailServer.Sender("Epoch", "epoch@example.com"),
              Duration.ofHours(1));
      var hasty =
          new Patience(
              QUICK.room(),
              QUICK.life(),
              QUICK.firstPause(),
              QUICK.maxPause(),
              Duration.ofMillis(300),
              QUICK.farewell());
      try (var mailer = mailer(new Smtp(server, Clock.systemUTC()), hasty)) {
        IntStream.range(0, 1_000).forEach(n -> mailer.send(Notices.about("n" + n)));
        Await.until("it is tried again", () -> hanging.calls.get() >= 3);
      }
    }
  }

  @Test
  void whatWaitsGoesOutBeforeTheEnd() throws Exception {
    var setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    setup.setServerStartupTimeout(30_000);
    var mail = new GreenMail(setup);
    mail.start();
    try {
      var server =
          new MailServer(
              "127.0.0.1",
              mail.getSmtp().getPort(),
              false,
              null,
              new MailServer.Sender("Epoch", "epoch@example.com"),
              Duration.ofSeconds(5));
      try (var mailer =
          Mailer.start(
              new Smtp(server, Clock.systemUTC()),
              WRITER,
              new Patience(
                  5,
                  QUICK.life(),
                  QUICK.firstPause(),
                  QUICK.maxPause(),
                  Duration.ofSeconds(10),
                  Duration.ofSeconds(10)),
              System::nanoTime)) {
        mailer.send(Notices.about("one"));
        mailer.send(Notices.about("two"));
      }
      assertEquals(2, mail.getReceivedMessages().length);
    } finally {
      mail.stop();
    }
  }

  /** Greets, one byte at a time, and never comes to an end. */
  private static final class Dripping implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger calls = new AtomicInteger();

    Dripping() throws IOException {
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return socket.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          Socket client = socket.accept();
          calls.incrementAndGet();
          Thread.ofVirtual().start(() -> drip(client));
        }
      } catch (IOException closed) {
        return;
      }
    }

    private static void drip(Socket client) {
      try (client) {
        while (true) {
          client.getOutputStream().write('2');
          Thread.sleep(50);
        }
      } catch (IOException | InterruptedException gone) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
