// What is known of something on the server: loading, ready, error (nothing to show), stale (something old to show), or absent: this server
// has no such thing.

export const LOADING = Object.freeze({ status: "loading" });

const ABSENT = Object.freeze({ status: "absent" });
export const absent = () => ABSENT;

/** After a good answer. `at` is when it came. */
export const ready = (data, at) => ({ status: "ready", data, at });

/** After a bad answer: what was known stays, and says since when it is old. */
export function failed(previous, error, retryAt) {
  if (previous.data === undefined) return { status: "error", error, retryAt };
  // What the server no longer has is no longer shown as if it were there; nor do old results answer a question that was refused.
  if (error.status === 404 || error.status === 400) return { status: "error", error, retryAt };
  return { ...previous, status: "stale", error, retryAt };
}

/** The first stale one, for the banner. */
export const staleOf = (...resources) => resources.find((resource) => resource?.status === "stale");
