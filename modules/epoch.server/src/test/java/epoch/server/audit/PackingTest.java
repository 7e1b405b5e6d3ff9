package epoch.server.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.api.rest.AuditEntry;
import epoch.api.rest.AuditQuery;
import epoch.api.rest.Role;
import epoch.server.operations.Caller;
import epoch.server.store.AuditRecord;
import epoch.server.store.AuditRecord.Action;
import epoch.server.store.Paths;
import epoch.server.store.Store;
import epoch.server.store.zookeeper.Fence;
import epoch.server.store.zookeeper.ServerClock;
import epoch.server.store.zookeeper.Session;
import epoch.server.store.zookeeper.local.LocalZooKeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit stays small, and loses nothing while it is made so. */
class PackingTest {
  private static final Caller ANN = new Caller("ann", Role.READ_WRITE, "192.0.2.7");
  private static final AuditSettings SMALL =
      new AuditSettings(10, 5, Duration.ofDays(1), Duration.ofHours(1));

  @TempDir Path directory;
  private LocalZooKeeper zooKeeper;
  private ZooKeeper client;
  private Store store;
  private Instant now = Instant.parse("2026-11-25T12:00:00Z");

  @BeforeEach
  void start() throws Exception {
    zooKeeper = LocalZooKeeper.start("127.0.0.1", 0, directory);
    var connected = new CountDownLatch(1);
    client =
        new ZooKeeper(
            zooKeeper.connectionString(),
            10_000,
            event -> {
              if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    assertTrue(connected.await(30, TimeUnit.SECONDS));
    var session = new Session(client);
    session.ensure("/epoch/leader-epoch/holder");
    store = leadership(session, 0);
  }

  private static Store leadership(Session session, int version) {
    return new Store(
        new Fence(
            session, "/epoch/leader-epoch", "/epoch/leader-epoch/holder", new byte[0], version),
        Paths.of("epoch"),
        new ServerClock(0, System::nanoTime));
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    zooKeeper.close();
  }

  private void write(int number) throws InterruptedException {
    store
        .change()
        .audit(AuditRecord.of(ANN, now, Action.EDIT, "edit " + number).on("t" + number % 3))
        .commit();
  }

  private AuditService service(AuditSettings settings) {
    return new AuditService(store.auditTrail(), settings, () -> now);
  }

  private Packing packing(AuditSettings settings) {
    return new Packing(store.auditTrail(), settings, () -> now);
  }

  private static AuditQuery all() {
    return new AuditQuery(null, null, null, Instant.EPOCH, null, null, null);
  }

  private static List<String> messages(List<AuditEntry> entries) {
    return entries.stream().map(AuditEntry::message).toList();
  }

  private static List<String> edits(int newest, int oldest) {
    return IntStream.iterate(newest, number -> number >= oldest, number -> number - 1)
        .mapToObj(number -> "edit " + number)
        .toList();
  }

  @Test
  void packedRecordsAreReadAsLooseOnesAre() throws Exception {
    for (int i = 1; i <= 43; i++) {
      write(i);
    }
    List<AuditEntry> before = service(SMALL).read(all());
    packing(SMALL).round();
    assertEquals(13, store.auditTrail().loose().size());
    assertEquals(3, store.auditTrail().pages().size());
    assertEquals(before, service(SMALL).read(all()));
    assertEquals(edits(43, 1), messages(before));
    var paged = new ArrayList<AuditEntry>();
    String after = null;
    do {
      List<AuditEntry> page =
          service(SMALL).read(new AuditQuery(null, "t1", null, Instant.EPOCH, null, 4, after));
      paged.addAll(page);
      after = page.isEmpty() ? null : page.getLast().id();
    } while (after != null);
    assertEquals(before.stream().filter(entry -> "t1".equals(entry.topology())).toList(), paged);
  }

  @Test
  void ofTooManyTheOldestAreForgotten() throws Exception {
    for (int i = 1; i <= 97; i++) {
      write(i);
    }
    packing(SMALL).round();
    assertEquals(5, store.auditTrail().pages().size());
    assertEquals(edits(97, 31), messages(service(SMALL).read(all())));
  }

  @Test
  void whatIsTooOldIsForgottenPackedOrNot() throws Exception {
    for (int i = 1; i <= 25; i++) {
      write(i);
    }
    packing(SMALL).round();
    now = now.plus(Duration.ofHours(20));
    write(26);
    now = now.plus(Duration.ofHours(5));
    assertEquals(List.of("edit 26"), messages(service(SMALL).read(all())));
    packing(SMALL).round();
    assertEquals(0, store.auditTrail().pages().size());
    assertEquals(1, store.auditTrail().loose().size());
  }

  @Test
  void withoutWindowAndLimitItIsThatOfADay() throws Exception {
    AuditSettings year = new AuditSettings(10, 5, Duration.ofDays(365), Duration.ofHours(1));
    write(1);
    now = now.plus(Duration.ofHours(30));
    write(2);
    var anything = new AuditQuery(null, null, null, null, null, null, null);
    assertEquals(List.of("edit 2"), messages(service(year).read(anything)));
    assertEquals(edits(2, 1), messages(service(year).read(AuditQuery.latest(5))));
  }

  @Test
  void aReaderMissesNothingWhileRecordsAreWrittenAndPacked() throws Exception {
    AuditSettings large = new AuditSettings(10, 1_000, Duration.ofDays(1), Duration.ofHours(1));
    var written = new AtomicInteger();
    var stop = new CountDownLatch(1);
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (stop.getCount() > 0 && written.get() < 3_000) {
                  write(written.get() + 1);
                  written.incrementAndGet();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Thread packer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (stop.getCount() > 0) {
                  packing(large).round();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    for (int round = 0; round < 30; round++) {
      int before = written.get();
      List<String> seen = messages(service(large).read(all()));
      int newest = seen.size();
      assertEquals(edits(newest, 1), seen);
      assertTrue(newest >= before, "what was written before is there");
    }
    stop.countDown();
    writer.join();
    packer.join();
  }
}
