// What is known of something on the server: loading, ready, error (nothing to show), or stale (something old to show).

export const LOADING = Object.freeze({ status: "loading" });

/** After a good answer. `at` is when it came. */
export const ready = (data, at) => ({ status: "ready", data, at });

/** After a bad answer: what was known stays, and says since when it is old. */
export function failed(previous, error, retryAt) {
  if (previous.data === undefined) return { status: "error", error, retryAt };
  // What the server no longer has is no longer shown as if it were there.
  if (error.status === 404) return { status: "error", error, retryAt };
  return { ...previous, status: "stale", error, retryAt };
}

/** The first stale one, for the banner. */
export const staleOf = (...resources) => resources.find((resource) => resource?.status === "stale");
