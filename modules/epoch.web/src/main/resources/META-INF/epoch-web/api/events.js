// Server-sent events (WHATWG HTML, 9.2), read with fetch: unlike EventSource it sends our headers and tells why it ended.

/** Puts events together from text that comes in any pieces. `push` answers the events that are whole, as `{event, data, id}`. */
export function createParser() {
  let rest = "";
  let event = { event: "message", data: undefined, id: undefined };
  return {
    push(text) {
      const found = [];
      const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        if (line === "") {
          if (event.data !== undefined) found.push(event);
          event = { event: "message", data: undefined, id: event.id };
          continue;
        }
        const colon = line.indexOf(":");
        if (colon === 0) continue;
        const name = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
        if (name === "data") event.data = event.data === undefined ? value : `${event.data}\n${value}`;
        else if (name === "event") event.event = value;
        else if (name === "id") event.id = value;
      }
      return found;
    },
  };
}

/**
 * Reads events until the stream ends or is given up.
 *
 * @param {object} with
 * @param {ReturnType<import("./client.js").createClient>} with.client
 * @param {string} with.where
 * @param {object} [with.query]
 * @param {string} [with.lastId] of the last event that was heard
 * @param {AbortSignal} with.signal
 * @param {() => void} [with.onOpen]
 * @param {() => void} [with.onLife] called for all that comes, heartbeats too
 * @param {(event: {event: string, data: any, id?: string}) => void} with.onEvent `data` is read as JSON
 */
export async function readEvents({ client, where, query, lastId, signal, onOpen = () => {}, onLife = () => {}, onEvent }) {
  const response = await client.open(where, { query, signal, headers: lastId ? { "Last-Event-ID": lastId } : {} });
  onOpen();
  const parser = createParser();
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onLife();
    for (const event of parser.push(decoder.decode(value, { stream: true }))) onEvent({ ...event, data: json(event.data) });
  }
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
