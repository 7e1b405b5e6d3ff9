package epoch.server.explain;

import epoch.api.rest.Forecast;
import epoch.api.rest.PreviewRequest;
import epoch.api.rest.SchedulePreview;
import epoch.api.rest.Why;
import epoch.api.validation.TopologyValidator;
import epoch.server.calendar.Calendars;
import epoch.server.catalog.Catalog;
import epoch.server.operations.Refusal;
import epoch.server.operations.Refusal.Kind;
import epoch.server.operations.Schedules;
import epoch.server.run.RunService;
import epoch.server.schedule.LedgerService;
import epoch.server.schedule.Standstill;
import epoch.server.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains schedules while this node leads. Thread safe. */
public final class ExplainService implements Schedules {
  private final Preview preview;
  private final Forecasts forecasts;
  private final Reasons reasons;

  /** Everything that an explanation may need. */
  public ExplainService(
      Catalog catalog,
      Calendars calendars,
      Store store,
      LedgerService ledger,
      RunService runs,
      Standstill standstill,
      TopologyValidator validator,
      InstantSource clock) {
    this.preview = new Preview(validator, calendars, catalog.defaultZone(), clock);
    this.forecasts = new Forecasts(catalog, calendars, clock);
    this.reasons = new Reasons(catalog, store, ledger, runs, standstill, clock);
  }

  @Override
  public SchedulePreview preview(PreviewRequest request) {
    return preview.of(request);
  }

  @Override
  public Forecast forecast(
      @Nullable Instant from, @Nullable Instant to, @Nullable Duration bucket) {
    return forecasts.of(from, to, bucket);
  }

  @Override
  public Why why(String topologyId, @Nullable Instant at) throws InterruptedException {
    return reasons.why(topologyId, at);
  }

  static Refusal invalid(String... errors) {
    return new Refusal(Kind.INVALID, "Command validation failure", List.of(errors));
  }
}
