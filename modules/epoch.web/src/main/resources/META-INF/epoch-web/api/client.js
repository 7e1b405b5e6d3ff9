const TIMEOUT_MS = 30_000;

/** Why a call did not give what was asked for. */
export class ApiError extends Error {
  /**
   * @param {string} message what the server said, or what became of the connection
   * @param {{status?: number, problems?: string[], retryAfter?: number}} [more] `status` 0 means that nobody answered;
   *     `problems` has one line for each field at fault; `retryAfter` is in seconds
   */
  constructor(message, { status = 0, problems = [], retryAfter } = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.problems = problems;
    this.retryAfter = retryAfter;
  }

  /** Whether the same call may go well in a moment. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** A path from its parts, each encoded. */
export const path = (...parts) => parts.map((part) => encodeURIComponent(part)).join("/");

/**
 * Speaks with the REST API. Every answer is an envelope; `call` gives its data or throws an ApiError.
 *
 * @param {object} with
 * @param {typeof fetch} with.fetch
 * @param {string} with.base where the API is, with a slash at its end
 * @param {() => string | undefined} with.authorization the header to send, if any
 * @param {() => void} with.onDenied called after a 401
 */
export function createClient({ fetch, base, authorization = () => undefined, onDenied = () => {} }) {
  async function send(method, where, { query, body, signal, quiet = false } = {}) {
    const search = new URLSearchParams(Object.entries(query ?? {}).filter(([, value]) => value !== undefined));
    const headers = {};
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const auth = authorization();
    if (auth) headers.Authorization = auth;
    let response;
    try {
      response = await fetch(`${base}${where}${search.size ? `?${search}` : ""}`, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
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
    if (response.ok && envelope?.status !== "FAILED") return envelope?.data;
    throw failure(response, envelope);
  }

  return {
    get: (where, options) => call("GET", where, options),
    post: (where, body, options) => call("POST", where, { ...options, body }),
    put: (where, body, options) => call("PUT", where, { ...options, body }),
    delete: (where, options) => call("DELETE", where, options),

    /** The bytes of an answer that is no envelope. */
    async blob(where, options) {
      const response = await send("GET", where, options);
      if (!response.ok) throw failure(response, await read(response));
      return response.blob();
    },

    /** Where a person's browser finds the same. */
    url: (where, query) => `${base}${where}?${new URLSearchParams(query)}`,
  };
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
  });
}
