import { path } from "./client.js";

const at = (name) => path("v1", "calendars", name);
const match = (revision) => (revision === undefined ? {} : { headers: { "If-Match": `"${revision}"` } });

/** Calendars and concurrency groups over the REST API. */
export function calendarsApi(client) {
  return {
    list: () => client.get("v1/calendars"),
    find: (name) => client.get(at(name)),
    validate: (calendar) => client.post("v1/calendars/validate", calendar),
    create: (calendar) => client.post("v1/calendars", calendar),
    update: (calendar, revision) => client.put(at(calendar.name), calendar, match(revision)),
    delete: (name, revision) => client.delete(at(name), match(revision)),

    groups: () => client.get("v1/groups"),
    limit: (name, limit) => client.put(path("v1", "groups", name), { limit }),
  };
}
