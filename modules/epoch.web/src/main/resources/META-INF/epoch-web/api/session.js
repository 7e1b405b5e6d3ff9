import { ApiError, path } from "./client.js";

const KEY = "epoch.authorization";

// A name that no topology can have: whoever is let in gets a 404 for it.
const PROBE = path("v1", "topologies", "?");

/** The header of HTTP Basic authentication, in UTF-8. */
export function basic(name, password) {
  const bytes = new TextEncoder().encode(`${name}:${password}`);
  return `Basic ${btoa(String.fromCodePoint(...bytes))}`;
}

/**
 * Who is signed in. A server that knows sessions gives a cookie that scripts cannot read. One that does not (404) is asked with
 * Basic credentials, which then live in this tab alone.
 *
 * An answer is `{name, role, cookie, door}`; `role` and `door` are undefined where the server does not tell, `name` where it asks for none.
 *
 * @param {object} with
 * @param {ReturnType<import("./client.js").createClient>} with.client
 * @param {{get(): string | null, set(value: string | undefined): void}} with.credentials kept for this tab
 */
export function createSession({ client, credentials }) {
  const known = (data) => ({ name: data?.name, role: data?.role, door: data?.door, cookie: true });

  async function probe() {
    try {
      await client.get(PROBE, { quiet: true });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
  }

  /** Asks for a session; undefined if the server has no such thing. */
  async function ask(request) {
    try {
      return known(await request());
    } catch (error) {
      if (error instanceof ApiError && (error.status === 404 || error.status === 405)) return undefined;
      throw error;
    }
  }

  return {
    /** Whoever is signed in already; throws a 401 if nobody is. */
    async current() {
      const session = await ask(() => client.get("v1/session", { quiet: true }));
      if (session) return session;
      await probe();
      return { name: nameOf(credentials.get()), role: undefined, cookie: false };
    },

    async signIn(name, password) {
      credentials.set(undefined);
      const session = await ask(() => client.post("v1/session", { name, password }, { quiet: true }));
      if (session) return session;
      credentials.set(basic(name, password));
      try {
        await probe();
      } catch (error) {
        credentials.set(undefined);
        throw error;
      }
      return { name, role: undefined, cookie: false };
    },

    async signOut(cookie) {
      credentials.set(undefined);
      if (cookie) await client.delete("v1/session", { quiet: true });
    },
  };
}

function nameOf(authorization) {
  if (!authorization) return undefined;
  const bytes = Uint8Array.from(atob(authorization.slice("Basic ".length)), (c) => c.codePointAt(0));
  return new TextDecoder().decode(bytes).split(":")[0];
}

/** Keeps credentials until the tab closes; where storage is forbidden, until the next reload. */
export function tabCredentials(storage) {
  let value = null;
  try {
    value = storage.getItem(KEY);
  } catch {
    // Storage is forbidden here.
  }
  return {
    get: () => value,
    set(next) {
      value = next ?? null;
      try {
        if (value === null) storage.removeItem(KEY);
        else storage.setItem(KEY, value);
      } catch {
        // Storage is forbidden here; memory has it.
      }
    },
  };
}
