import { path } from "./client.js";
import { readEvents } from "./events.js";

const at = (id, ...more) => path("v1", "topologies", id, "runs", ...more);

/** Runs, their tasks and the logs of these over the REST API. */
export function runsApi(client) {
  const file = (log) => at(log.topologyId, log.runId, "tasks", log.task, "logs", log.file);
  return {
    page: (query) => client.page("v1/runs", query),
    list: (id) => client.get(at(id)),
    find: (id, runId) => client.get(at(id, runId)),
    kill: (id, runId, reason) => client.post(at(id, runId, "kill"), reason ? { reason } : {}),
    killTask: (id, runId, task) => client.post(at(id, runId, "tasks", task, "kill")),
    retry: (id, runId) => client.post(at(id, runId, "retry")),
    close: (id, runId, as, reason) => client.post(at(id, runId, "close"), { as, reason }),

    /** Names and sizes of the log files of a task. */
    files: async (id, runId, task) => (await client.get(at(id, runId, "tasks", task, "logs")))?.files ?? [],

    /** A piece of a log: `{offset, nextOffset, size, data}`, all in bytes; a negative offset counts from the end. */
    read: (log, offset, length, signal) => client.get(file(log), { query: { offset, length }, signal }),

    /** What is written from an offset on, as it is written: events `data` and `end`. */
    follow: (log, offset, { signal, onEvent }) => readEvents({ client, where: file(log), query: { follow: true, offset }, signal, onEvent }),

    /** A whole log. */
    download: (log) => client.blob(file(log), { query: { download: true }, signal: new AbortController().signal }),
    downloadUrl: (log) => client.url(file(log), { download: true }),
  };
}
