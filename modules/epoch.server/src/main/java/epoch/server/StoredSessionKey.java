package epoch.server;

import epoch.server.config.EpochConfig;
import epoch.server.operations.NotNowException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;

/**
 * The key that sessions are signed with where the members have no {@code cluster.secret}: a random
 * one in ZooKeeper, which only they can read. They prove who they are by the users and passwords in
 * their configuration; where these have changed, the key is replaced, and all sessions end.
 *
 * <p>Written without the fencing token: it is no state of the schedule, whoever needs it first
 * makes it, and two that make it at once agree on the one that is there.
 */
final class StoredSessionKey {
  private static final int BYTES = 32;
  private static final int TRIES = 3;

  private final CuratorFramework client;
  private final String path;

  StoredSessionKey(CuratorFramework client, String namespace) {
    this.client = client;
    this.path = "/" + namespace.replaceAll("^/+|/+$", "") + "/secrets/session-key";
  }

  /**
   * By what ZooKeeper knows the members: {@code name:password} of its digest scheme; empty where no
   * key is kept there.
   */
  static Optional<byte[]> identity(EpochConfig config) {
    if (!config.userAuth().enabled() || config.cluster().secret() != null) {
      return Optional.empty();
    }
    String users =
        config.userAuth().users().stream()
            .map(user -> user.username() + "\n" + user.password().value())
            .sorted()
            .collect(Collectors.joining("\n"));
    return Optional.of(("epoch:" + digest(users)).getBytes(StandardCharsets.UTF_8));
  }

  static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks SHA-256", e);
    }
  }

  /** Reads the key, and makes it where there is none; blocks. */
  byte[] read() throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      try {
        return client.getData().forPath(path);
      } catch (KeeperException.NoNodeException e) {
        create();
      } catch (KeeperException.NoAuthException e) {
        delete();
        create();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        throw new Away(e.toString());
      }
    }
    throw new Away("it changes all the time");
  }

  private void create() throws InterruptedException {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    try {
      client
          .create()
          .creatingParentsIfNeeded()
          .withACL(ZooDefs.Ids.CREATOR_ALL_ACL)
          .forPath(path, key);
    } catch (KeeperException.NodeExistsException e) {
      // Another member was faster, and its key is ours.
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new Away(e.toString());
    }
  }

  private void delete() throws InterruptedException {
    try {
      client.delete().forPath(path);
    } catch (KeeperException.NoNodeException e) {
      // So it is gone.
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new Away(e.toString());
    }
  }

  private static final class Away extends NotNowException {
    private static final long serialVersionUID = 1;

    Away(String reason) {
      super("The key of sessions cannot be read: " + reason);
    }
  }
}
