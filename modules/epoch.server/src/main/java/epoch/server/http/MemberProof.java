package epoch.server.http;

import epoch.api.json.Json;
import epoch.server.operations.Refusal;
import java.util.Optional;

/**
 * Proves to another node that this one belongs to the same cluster: whoever names a challenge gets
 * it signed together with our member id. A stranger on the port of a member that is gone cannot
 * answer for its id, and cannot have another member answer, because that one signs its own id.
 */
final class MemberProof {

  /** Below {@code /apis}. */
  static final String PATH = "/housekeeping/v1/member";

  private static final String PURPOSE = "epoch member proof";
  private static final int MIN_CHALLENGE = 16;
  private static final int MAX_CHALLENGE = 128;

  private final Optional<ClusterSecret> secret;

  MemberProof(Optional<ClusterSecret> secret) {
    this.secret = secret;
  }

  Answer answer(Call call) {
    ClusterSecret key =
        secret.orElseThrow(() ->
            new Refusal(
                Refusal.Kind.NOT_FOUND, "This node has no cluster.secret to prove anything by"));
    String challenge = call.query("challenge").orElse("");
    if (challenge.length() < MIN_CHALLENGE || challenge.length() > MAX_CHALLENGE) {
      throw Call.invalid(
          "challenge: must have between "
              + MIN_CHALLENGE
              + " and "
              + MAX_CHALLENGE
              + " characters");
    }
    String member = call.view().self().toString();
    return Answer.of(
        Json.object().put("member", member).put("proof", key.sign(PURPOSE, challenge, member)));
  }

  /** Whether a proof answers a challenge for a member. */
  static boolean holds(ClusterSecret secret, String challenge, String member, String proof) {
    return secret.verify(proof, PURPOSE, challenge, member);
  }
}
