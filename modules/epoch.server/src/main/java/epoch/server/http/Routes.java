package epoch.server.http;

import static epoch.api.rest.Role.ADMIN;
import static epoch.api.rest.Role.OPERATOR;
import static epoch.api.rest.Role.READ_ONLY;
import static epoch.api.rest.Role.READ_WRITE;
import static epoch.server.http.Route.Where.IO;
import static epoch.server.http.Route.Where.VIRTUAL;
import static io.undertow.util.Methods.DELETE;
import static io.undertow.util.Methods.GET;
import static io.undertow.util.Methods.POST;
import static io.undertow.util.Methods.PUT;

import java.util.List;
import java.util.Set;

/**
 * Everything that is served below {@code /apis}: method, path, who may, where it runs, what it
 * does.
 */
final class Routes {

  private static final String TOPOLOGY = "/v1/topologies/{id}";
  private static final String REVISIONS = TOPOLOGY + "/revisions";
  private static final String RUN = TOPOLOGY + "/runs/{runId}";
  private static final String TASK = RUN + "/tasks/{taskName}";

  private static final String GROUP = "/v1/groups/{name}";
  private static final String CALENDARS = "/v1/calendars";
  private static final String CALENDAR = CALENDARS + "/{name}";

  /** By what the paths of routes begin that every node serves. */
  static final Set<String> OF_EVERY_NODE = Set.of("housekeeping", OpenApi.FILE);

  private Routes() {}

  /** Served by the leader. */
  static List<Route> ofLeader() {
    return List.of(
        Route.of(GET, "/v1/topologies", READ_ONLY, IO, SearchEndpoints::topologies),
        Route.of(POST, "/v1/topologies", READ_WRITE, VIRTUAL, TopologyEndpoints::create),
        Route.of(PUT, "/v1/topologies", READ_WRITE, VIRTUAL, TopologyEndpoints::update),
        Route.of(
            POST, "/v1/topologies/simple", READ_WRITE, VIRTUAL, TopologyEndpoints::createSimple),
        Route.of(POST, "/v1/topologies/bulk", OPERATOR, VIRTUAL, ExchangeEndpoints::bulk),
        Route.of(GET, "/v1/export", READ_ONLY, VIRTUAL, ExchangeEndpoints::export),
        Route.of(POST, "/v1/import", READ_WRITE, VIRTUAL, ExchangeEndpoints::bringIn)
            .taking(RequestBody.Kind.DOCUMENT),
        Route.of(POST, "/v1/topologies/validate", READ_ONLY, IO, TopologyEndpoints::validate),
        Route.of(GET, TOPOLOGY, READ_ONLY, IO, SearchEndpoints::topology),
        Route.of(GET, TOPOLOGY + "/stats", READ_ONLY, VIRTUAL, SearchEndpoints::stats),
        Route.of(GET, TOPOLOGY + "/why", READ_ONLY, VIRTUAL, ScheduleEndpoints::why),
        Route.of(GET, "/v1/runs", READ_ONLY, VIRTUAL, SearchEndpoints::runs),
        Route.of(POST, "/v1/schedule/preview", READ_ONLY, IO, ScheduleEndpoints::preview),
        Route.of(GET, "/v1/forecast", READ_ONLY, VIRTUAL, ScheduleEndpoints::forecast),
        Route.of(PUT, TOPOLOGY, READ_WRITE, VIRTUAL, TopologyEndpoints::edit),
        Route.of(DELETE, TOPOLOGY, READ_WRITE, VIRTUAL, TopologyEndpoints::delete),
        Route.of(PUT, TOPOLOGY + "/pause", OPERATOR, VIRTUAL, TopologyEndpoints::pause),
        Route.of(PUT, TOPOLOGY + "/unpause", OPERATOR, VIRTUAL, TopologyEndpoints::unpause),
        Route.of(PUT, TOPOLOGY + "/run", OPERATOR, VIRTUAL, RunEndpoints::start),
        Route.of(GET, REVISIONS, READ_ONLY, VIRTUAL, RevisionEndpoints::list),
        Route.of(GET, REVISIONS + "/{number}", READ_ONLY, VIRTUAL, RevisionEndpoints::find),
        Route.of(
            POST, REVISIONS + "/{number}/restore", READ_WRITE, VIRTUAL, RevisionEndpoints::restore),
        Route.of(GET, TOPOLOGY + "/runs", READ_ONLY, VIRTUAL, RunEndpoints::list),
        Route.of(GET, RUN, READ_ONLY, VIRTUAL, RunEndpoints::find),
        Route.of(POST, RUN + "/kill", OPERATOR, VIRTUAL, RunEndpoints::killRun),
        Route.of(POST, RUN + "/retry", OPERATOR, VIRTUAL, RunEndpoints::retry),
        Route.of(POST, RUN + "/close", OPERATOR, VIRTUAL, ControlEndpoints::close),
        Route.of(POST, TASK + "/kill", OPERATOR, VIRTUAL, RunEndpoints::kill),
        Route.of(GET, TOPOLOGY + "/ledger", READ_ONLY, VIRTUAL, LedgerEndpoints::read),
        Route.of(GET, CALENDARS, READ_ONLY, VIRTUAL, CalendarEndpoints::list),
        Route.of(POST, CALENDARS, ADMIN, VIRTUAL, CalendarEndpoints::create),
        Route.of(POST, CALENDARS + "/validate", READ_ONLY, VIRTUAL, CalendarEndpoints::validate),
        Route.of(GET, CALENDAR, READ_ONLY, VIRTUAL, CalendarEndpoints::find),
        Route.of(PUT, CALENDAR, ADMIN, VIRTUAL, CalendarEndpoints::update),
        Route.of(DELETE, CALENDAR, ADMIN, VIRTUAL, CalendarEndpoints::delete),
        Route.of(GET, CALENDAR + "/closures", READ_ONLY, VIRTUAL, CalendarEndpoints::closures),
        Route.of(GET, "/v1/cluster", READ_ONLY, VIRTUAL, ControlEndpoints::cluster),
        Route.of(POST, "/v1/cluster/hold", ADMIN, VIRTUAL, ControlEndpoints::hold),
        Route.of(POST, "/v1/cluster/release", ADMIN, VIRTUAL, ControlEndpoints::release),
        Route.of(POST, "/v1/cluster/step-down", ADMIN, VIRTUAL, ControlEndpoints::stepDown),
        Route.of(GET, "/v1/cluster/failovers", READ_ONLY, VIRTUAL, ControlEndpoints::failovers),
        Route.of(GET, "/v1/groups", READ_ONLY, IO, GroupEndpoints::list),
        Route.of(GET, GROUP, READ_ONLY, IO, GroupEndpoints::find),
        Route.of(PUT, GROUP, ADMIN, VIRTUAL, GroupEndpoints::limit),
        Route.of(DELETE, GROUP, ADMIN, VIRTUAL, GroupEndpoints::remove),
        Route.of(GET, "/v1/events", READ_ONLY, IO, EventEndpoints::read),
        Route.of(POST, "/v1/session", null, VIRTUAL, SessionEndpoints::signIn),
        Route.of(GET, "/v1/session", READ_ONLY, VIRTUAL, SessionEndpoints::current),
        Route.of(DELETE, "/v1/session", null, VIRTUAL, SessionEndpoints::signOut),
        Route.of(GET, "/v1/audit", READ_WRITE, VIRTUAL, AuditEndpoints::read),
        Route.of(GET, TASK + "/log", READ_ONLY, VIRTUAL, LogEndpoints::link),
        Route.of(GET, TASK + "/logs", READ_ONLY, VIRTUAL, LogEndpoints::files),
        Route.of(GET, TASK + "/logs/{file}", READ_ONLY, VIRTUAL, LogEndpoints::read));
  }

  /** Served by every node. */
  static List<Route> ofEveryNode(MemberProof proof) {
    return List.of(
        Route.of(GET, "/housekeeping/v1/leader", null, IO, HousekeepingEndpoints::leader),
        Route.of(GET, "/" + OpenApi.FILE, null, IO, OpenApi::answer),
        Route.of(GET, MemberProof.PATH, null, IO, proof::answer));
  }
}
