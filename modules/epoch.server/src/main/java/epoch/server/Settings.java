package epoch.server;

import epoch.api.drove.OperationSpec;
import epoch.server.command.Version;
import epoch.server.config.Connector;
import epoch.server.config.DefaultPasswords;
import epoch.server.config.DroveConfig;
import epoch.server.config.EpochConfig;
import epoch.server.config.NotifyConfig;
import epoch.server.config.NotifyType;
import epoch.server.config.Password;
import epoch.server.config.Secret;
import epoch.server.config.UserAuthConfig;
import epoch.server.config.UserConfig;
import epoch.server.drove.DroveSettings;
import epoch.server.http.Listen;
import epoch.server.http.PasswordCheck;
import epoch.server.http.User;
import epoch.server.http.Users;
import epoch.server.leader.About;
import epoch.server.leader.TermSettings;
import epoch.server.notify.Messenger;
import epoch.server.notify.Notifier;
import epoch.server.notify.mail.LetterWriter;
import epoch.server.notify.mail.MailServer;
import epoch.server.retention.RetentionSettings;
import epoch.server.run.RunSettings;
import epoch.server.store.Paths;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What the parts of a node are told, out of the configuration file. */
final class Settings {
  private Settings() {}

  static Listen listen(EpochConfig config) {
    Connector application = config.server().applicationConnectors().getFirst();
    Connector admin = config.server().adminConnectors().getFirst();
    return new Listen(application.bindHost(), application.port(), admin.port());
  }

  static Users users(UserAuthConfig auth) {
    return auth.enabled()
        ? Users.of(auth.users().stream().map(Settings::user).toList(), new DefaultPasswords(auth))
        : Users.everybody();
  }

  private static User user(UserConfig user) {
    Password password = Password.of(user.password());
    String version = StoredSessionKey.digest(user.password().value());
    PasswordCheck check =
        new PasswordCheck() {
          @Override
          public boolean matches(String candidate) {
            return password.matches(candidate.toCharArray());
          }

          @Override
          public boolean slow() {
            return password.isHashed();
          }

          @Override
          public String version() {
            return version;
          }
        };
    return new User(user.username(), user.role(), check);
  }

  static DroveSettings drove(EpochConfig config) {
    DroveConfig drove = config.drove();
    var standard = DroveSettings.Pace.standard();
    String username = drove.username();
    return new DroveSettings(
        drove.endpoints().stream().map(URI::create).toList(),
        username == null
            ? null
            : new DroveSettings.Credentials(
                username, drove.password() == null ? "" : drove.password().value()),
        drove.insecure(),
        drove.appName(),
        OperationSpec.standard(),
        new DroveSettings.Timeouts(
            drove.connectionTimeout(), config.createTimeout(), drove.checkInterval()),
        new DroveSettings.Pace(
            drove.eventInterval(),
            drove.sweepInterval(),
            standard.firstLook(),
            standard.away(),
            standard.eventPage(),
            standard.lookupsPerSecond(),
            standard.concurrentLookups()));
  }

  /** Where mail goes; empty if nobody is to be told. */
  static Optional<MailServer> mailServer(NotifyConfig notify) {
    String host = notify.smtpServer();
    if (notify.type() == NotifyType.BLACKHOLE || host == null) {
      return Optional.empty();
    }
    String username = notify.username();
    Secret password = notify.password();
    return Optional.of(
        new MailServer(
            host,
            notify.port(),
            notify.tls(),
            username == null || username.isEmpty()
                ? null
                : new MailServer.Login(username, password == null ? "" : password.value()),
            new MailServer.Sender(notify.fromName(), notify.fromAddress()),
            MailServer.STANDARD_TIMEOUT));
  }

  static LetterWriter letters(EpochConfig config, URI self) {
    String webUi = config.notifications().baseUrl();
    return new LetterWriter(webUi == null ? self.toString() : webUi, config.options().timeZone());
  }

  static Notifier notifier(EpochConfig config, Messenger messenger) {
    NotifyConfig notify = config.notifications();
    return new Notifier(notify.defaultEmails(), notify.disableForSuccessfulRuns(), messenger);
  }

  private static About about(EpochConfig config) {
    UserAuthConfig auth = config.userAuth();
    return new About(Version.number(), auth.enabled(), new DefaultPasswords(auth));
  }

  static TermSettings term(EpochConfig config) {
    DroveConfig drove = config.drove();
    Optional<URI> ui =
        drove.commands()
            ? Optional.empty()
            : Optional.of(List.copyOf(drove.endpoints()).getFirst()).map(URI::create);
    return new TermSettings(
        Paths.of(config.zookeeper().nameSpace()),
        RunSettings.standard(drove.appName())
            .with(drove.recreateAfter(), drove.lostGrace(), drove.capacityWait()),
        config.options().timeZone(),
        drove.commands(),
        drove.createRate(),
        config.catchUpRate(),
        drove.createConcurrency(),
        config.recovery().holdAfter(),
        RetentionSettings.standard(
            config.options().cleanupJobInterval(),
            config.options().numRunsPerJob(),
            config.options().runRetention()),
        about(config),
        ui);
  }
}
