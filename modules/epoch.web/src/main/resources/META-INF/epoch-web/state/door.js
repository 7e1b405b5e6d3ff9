import { blank } from "./pages.js";

/**
 * Who is in. `session` in the store is `{status: "checking"|"out"|"in"|"error", name, role, cookie, door, error, ended}`.
 *
 * @param {object} with
 * @param {ReturnType<import("./store.js").createStore>} with.store
 * @param {ReturnType<import("../api/session.js").createSession>} with.session
 */
export function createDoor({ store, session }) {
  const enter = (found) => store.set({ session: { status: "in", ...found } });
  return {
    /** Lets in whoever is signed in already. */
    async check() {
      store.set({ session: { status: "checking" } });
      try {
        enter(await session.current());
      } catch (error) {
        store.set({ session: error.status === 401 ? { status: "out" } : { status: "error", error } });
      }
    },

    /** @throws ApiError if it does not let in */
    async signIn(name, password) {
      enter(await session.signIn(name, password));
    },

    async signOut() {
      const { cookie } = store.get().session;
      try {
        await session.signOut(cookie);
      } catch (error) {
        // The cookie may still be good, so nobody is told that they are out.
        store.set({ notice: { text: `Not signed out: ${error.message}`, bad: true } });
        return;
      }
      store.set({ ...blank(), session: { status: "out" } });
    },

    /** A call was refused: the session is over, what was on the page waits behind the login. */
    denied() {
      if (store.get().session.status === "in") store.set({ ...blank(), session: { status: "out", ended: true } });
    },
  };
}

/** Each may what those before it may. */
const ROLES = ["READ_ONLY", "OPERATOR", "READ_WRITE", "ADMIN"];

/** Whether this session may do what needs a role; where the server does not tell, or names one that is not known here, it will decide. */
export const may = (session, role) => !ROLES.includes(session.role) || ROLES.indexOf(session.role) >= ROLES.indexOf(role);

/** Keep things going: run, pause, resume, retry, kill, close. */
export const mayOperate = (session) => may(session, "OPERATOR");

/** Say what is run: create, edit, delete, import; read the audit. */
export const mayWrite = (session) => may(session, "READ_WRITE");

/** What concerns all topologies at once: hold, release, calendars. */
export const mayAdminister = (session) => may(session, "ADMIN");
