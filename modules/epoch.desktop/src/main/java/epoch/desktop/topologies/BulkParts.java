package epoch.desktop.topologies;

import epoch.api.rest.BulkAnswer;
import epoch.api.rest.BulkAnswer.Result;
import epoch.api.rest.BulkRequest;
import epoch.desktop.cluster.Reason;
import epoch.desktop.topologies.BulkActions.Bulk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;

/** A bulk request of any size, in parts that a server takes, with one answer for all of them. */
final class BulkParts {

  /**
   * A server takes 5,000 and makes 200 changes a second: a part is answered after a second or two,
   * so that one sees how far it is, and can stop it.
   */
  static final int CHANGES = 250;

  /** A server takes 500 and begins 20 runs a second. */
  static final int RUNS = 25;

  /** Sends one part. */
  interface Way {
    BulkAnswer send(BulkRequest part) throws IOException;
  }

  private BulkParts() {}

  /**
   * Sends all of them, one after the other.
   *
   * @param goOn hears after each part how many topologies are done, and says whether to go on
   * @throws IOException if nothing was done; where something was, the answer says of the others why
   *     they are not
   */
  static BulkAnswer send(BulkRequest whole, Way way, IntPredicate goOn) throws IOException {
    List<String> ids = Objects.requireNonNull(whole.ids());
    int size = Bulk.RUN.name().equals(whole.action()) ? RUNS : CHANGES;
    List<Result> results = new ArrayList<>(ids.size());
    for (int from = 0; from < ids.size(); from += size) {
      int to = Math.min(ids.size(), from + size);
      try {
        results.addAll(way.send(part(whole, ids.subList(from, to))).results());
      } catch (IOException e) {
        if (from == 0 || whole.dryRun()) {
          throw e;
        }
        ids.subList(from, to).forEach(id -> results.add(not(id, Reason.ofChange(e))));
        ids.subList(to, ids.size()).forEach(id -> results.add(not(id, "It was not asked for")));
        break;
      }
      if (!goOn.test(to)) {
        ids.subList(to, ids.size()).forEach(id -> results.add(not(id, "It was stopped before")));
        break;
      }
    }
    return new BulkAnswer(whole.dryRun(), results);
  }

  private static Result not(String id, String why) {
    return new Result(id, false, false, why);
  }

  private static BulkRequest part(BulkRequest whole, List<String> ids) {
    return new BulkRequest(
        whole.action(), ids, null, whole.labels(), whole.reason(), whole.until(), whole.dryRun());
  }
}
