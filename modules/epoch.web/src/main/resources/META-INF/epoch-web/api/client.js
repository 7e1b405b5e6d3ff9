const TIMEOUT_MS = 30_000;

/** Why a call did not give what was asked for. */
export class ApiError extends Error {
  /**
   * @param {string} message what the server said, or what became of the connection
   * @param {{status?: number, problems?: string[], retryAfter?: number, data?: any}} [more] `status` 0 means that nobody answered;
   *     `problems` has one line for each field at fault; `retryAfter` is in seconds; `data` is what else the answer said
   */
  constructor(message, { status = 0, problems = [], retryAfter, data } = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.problems = problems;
    this.retryAfter = retryAfter;
    this.data = data;
  }

  /** Whether the same call may go well in a moment. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** A path from its parts, each encoded. */
export const path = (...parts) => parts.map((part) => encodeURIComponent(part)).join("/");

/** A query; a list stands for the same name again and again, what is empty is left out. */
export function search(query = {}) {
  const all = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== "") all.append(name, each);
    }
  }
  return all.size ? `?${all}` : "";
}

/**
 * Speaks with the REST API. Every answer is an envelope; `get`, `post`, `put`, `delete` give its data or throw an ApiError.
 *
 * @param {object} with
 * @param {typeof fetch} with.fetch
 * @param {string} with.base where the API is, with a slash at its end
 * @param {() => string | undefined} with.authorization the header to send, if any
 * @param {() => void} with.onDenied called after a 401
 */
export function createClient({ fetch, base, authorization = () => undefined, onDenied = () => {} }) {
  async function send(method, where, { query, body, type = "application/json", headers = {}, signal, quiet = false } = {}) {
    const all = { ...headers };
    if (body !== undefined) all["Content-Type"] = type;
    const auth = authorization();
    if (auth) all.Authorization = auth;
    let response;
    try {
      response = await fetch(`${base}${where}${search(query)}`, {
        method,
        headers: all,
        body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
        signal: signal ?? AbortSignal.timeout(TIMEOUT_MS),
        credentials: "same-origin",
        cache: "no-store",
      });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new ApiError(cause.name === "TimeoutError" ? `No answer within ${TIMEOUT_MS / 1000} s` : "No answer from the server");
    }
    if (response.status === 401 && !quiet) onDenied();
    return response;
  }

  async function call(method, where, options) {
    const response = await send(method, where, options);
    const envelope = await read(response);
    if (!response.ok || envelope?.status === "FAILED") throw failure(response, envelope);
    return { data: envelope?.data, response, message: envelope?.message };
  }

  async function raw(where, options) {
    const response = await send("GET", where, options);
    if (!response.ok) throw failure(response, await read(response));
    return response;
  }

  return {
    get: async (where, options) => (await call("GET", where, options)).data,
    post: async (where, body, options) => (await call("POST", where, { ...options, body })).data,
    put: async (where, body, options) => (await call("PUT", where, { ...options, body })).data,
    delete: async (where, options) => (await call("DELETE", where, options)).data,

    /** A page of a list: `{entries, total, next}`; `next` is the cursor of the page behind it, `total` how many there are in all. */
    async page(where, query) {
      const { data, response } = await call("GET", where, { query });
      const total = Number.parseInt(response.headers.get("X-Total-Count") ?? "", 10);
      return { entries: data ?? [], total: Number.isNaN(total) ? undefined : total, next: cursor(response.headers.get("Link")) };
    },

    /** Something with its entity tag, for who wants to change it: `{data, tag}`. */
    async tagged(method, where, body, options) {
      const { data, response } = await call(method, where, { ...options, body });
      return { data, tag: response.headers.get("ETag") ?? undefined };
    },

    /** What the server has to say of something that went well; undefined if that is all. */
    async told(method, where, options) {
      const { message } = await call(method, where, options);
      return message === "success" ? undefined : message;
    },

    /** The bytes of an answer that is no envelope. */
    blob: async (where, options) => (await raw(where, options)).blob(),

    /** The text of an answer that is no envelope. */
    text: async (where, options) => (await raw(where, options)).text(),

    /** An answer that does not end by itself; the caller reads its body. */
    open: (where, options) => raw(where, { ...options, headers: { Accept: "text/event-stream", ...options?.headers } }),

    /** Where a person's browser finds the same. */
    url: (where, query) => `${base}${where}${search(query)}`,
  };
}

/** The cursor in `<…?after=x>; rel="next"`. */
function cursor(link) {
  for (const part of (link ?? "").split(/,\s*(?=<)/)) {
    const [, url, rest] = /^<([^>]*)>(.*)$/.exec(part.trim()) ?? [];
    if (url !== undefined && /;\s*rel="?next"?/.test(rest)) return new URLSearchParams(url.slice(url.indexOf("?") + 1)).get("after") ?? undefined;
  }
  return undefined;
}

async function read(response) {
  let text;
  try {
    text = await response.text();
  } catch {
    throw new ApiError("The answer broke off");
  }
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    if (response.ok) throw new ApiError("The answer is no JSON", { status: response.status });
    return undefined;
  }
}

function failure(response, envelope) {
  const problems = envelope?.data?.validationErrors ?? [];
  return new ApiError(envelope?.message || `${response.status} ${response.statusText}`.trim(), {
    status: response.status,
    problems: Array.isArray(problems) ? problems : [problems],
    retryAfter: Number(response.headers.get("Retry-After")) || undefined,
    data: envelope?.data ?? undefined,
  });
}
