/**
 * The benchmark. {@link epoch.bench.Benchmark} starts a server (or is told where one is), drives it
 * over HTTP, and measures at a stand-in for Drove when each task arrives there.
 */
module epoch.bench {
  requires undertow.core;
  requires com.fasterxml.jackson.databind;
  requires static org.jspecify;
}
