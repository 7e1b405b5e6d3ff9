package epoch.server.http;

import epoch.api.rest.Envelope;
import epoch.api.rest.Login;
import epoch.api.rest.Session;
import epoch.server.operations.Refusal;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and who is in. */
final class SessionEndpoints {

  private static final int LONGEST = 512;

  private SessionEndpoints() {}

  static Answer signIn(Call call) throws InterruptedException {
    Login login = call.body(Login.class);
    check(login);
    Site site = call.site();
    if (!site.users().required()) {
      return Answer.of(session(call, null));
    }
    var credentials = new Credentials(login.name(), login.password());
    return switch (site.logins().judge(credentials, call.caller().address())) {
      case Logins.Verdict.In(User user) -> signedIn(call, user);
      case Logins.Verdict.Wrong _ ->
          new Answer.Body(401, Envelope.failure("Name or password is wrong"));
      case Logins.Verdict.Later(var wait) ->
          new Answer.Headed(
              Map.of(Headers.RETRY_AFTER, Long.toString(wait.toSeconds() + 1)),
              new Answer.Body(429, Envelope.failure("Too many wrong passwords; try again later")));
    };
  }

  static Answer current(Call call) throws InterruptedException {
    Optional<String> cookie =
        call.headers().contains(Headers.AUTHORIZATION)
            ? Optional.empty()
            : SessionCookie.in(call.headers());
    Instant expires = null;
    if (cookie.isPresent() && call.site().users().required()) {
      expires =
          call.site().sessions().check(cookie.get()).map(Sessions.SignedIn::expires).orElse(null);
    }
    return Answer.of(session(call, expires));
  }

  static Answer signOut(Call call) throws InterruptedException {
    Optional<String> cookie = SessionCookie.in(call.headers());
    if (cookie.isPresent() && call.site().users().required()) {
      call.site().sessions().signOut(cookie.get());
    }
    return new Answer.Headed(Map.of(Headers.SET_COOKIE, SessionCookie.remove()), Answer.of(true));
  }

  private static Answer signedIn(Call call, User user) throws InterruptedException {
    Sessions sessions = call.site().sessions();
    Instant expires = sessions.expiry();
    String cookie =
        SessionCookie.set(
            sessions.issue(user, expires),
            Sessions.LASTS,
            call.headers().getFirst(new HttpString("Origin")));
    return new Answer.Headed(
        Map.of(Headers.SET_COOKIE, cookie),
        Answer.of(new Session(user.name(), user.role().name(), expires, door(call))));
  }

  private static Session session(Call call, @Nullable Instant expires) {
    return new Session(call.caller().user(), call.caller().role().name(), expires, door(call));
  }

  private static Session.Door door(Call call) {
    Users users = call.site().users();
    return new Session.Door(users.required(), users.haveDefaultPasswords());
  }

  private static void check(Login login) {
    List<String> errors = new ArrayList<>();
    check(errors, "name", login.name());
    check(errors, "password", login.password());
    if (!errors.isEmpty()) {
      throw new Refusal(Refusal.Kind.INVALID, "Command validation failure", errors);
    }
  }

  private static void check(List<String> errors, String field, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      errors.add(field + ": must not be empty");
    } else if (value.length() > LONGEST) {
      errors.add(field + ": is longer than " + LONGEST + " characters");
    }
  }
}
