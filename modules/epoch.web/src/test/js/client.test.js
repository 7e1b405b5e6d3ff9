import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { ApiError, createClient, path } from "../../main/resources/META-INF/epoch-web/api/client.js";
import { basic, createSession, tabCredentials } from "../../main/resources/META-INF/epoch-web/api/session.js";

let server;
let base;
let answer;
let asked;

before(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => (body += piece));
    request.on("end", () => {
      asked = { method: request.method, url: request.url, headers: request.headers, body };
      const { status = 200, json, text, headers = {} } = answer(asked);
      response.writeHead(status, headers).end(text ?? JSON.stringify(json));
    });
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  base = `http://127.0.0.1:${server.address().port}/apis/`;
});
after(() => server.close());

const client = (more = {}) => createClient({ fetch, base, ...more });
const rejection = async (promise) => promise.then(() => assert.fail("went well"), (error) => error);

test("an answer is taken out of its envelope", async () => {
  answer = () => ({ json: { status: "SUCCESS", data: [1], message: "success" } });
  assert.deepEqual(await client().get("v1/topologies", { query: { a: 1, b: undefined } }), [1]);
  assert.equal(asked.url, "/apis/v1/topologies?a=1");
});

test("what is sent is JSON, and nothing is no body", async () => {
  answer = () => ({ json: { status: "SUCCESS", data: true } });
  await client().post("x", { a: "ü" });
  assert.deepEqual([asked.method, asked.headers["content-type"], asked.body], ["POST", "application/json", '{"a":"ü"}']);
  await client().put("x");
  assert.deepEqual([asked.method, asked.headers["content-type"], asked.body], ["PUT", undefined, ""]);
});

test("parts of a path are encoded", () => assert.equal(path("v1", "a/b?c", "ü"), "v1/a%2Fb%3Fc/%C3%BC"));

test("a failure says its status, its message, each field at fault, and when to come back", async () => {
  answer = () => ({
    status: 400,
    json: { status: "FAILED", message: "Command validation failure", data: { validationErrors: ["name: is required"] } },
    headers: { "Retry-After": "3" },
  });
  const error = await rejection(client().get("x"));
  assert.ok(error instanceof ApiError);
  assert.deepEqual([error.status, error.message, error.problems, error.retryAfter], [400, "Command validation failure", ["name: is required"], 3]);
});

test("a failure of something that is not Epoch is told by its status", async () => {
  answer = () => ({ status: 502, text: "<html>Bad gateway</html>" });
  const error = await rejection(client().get("x"));
  assert.deepEqual([error.status, error.message, error.passing], [502, "502 Bad Gateway", true]);
});

test("an answer that is no JSON and no answer at all are failures too", async () => {
  answer = () => ({ text: "<html>" });
  assert.match((await rejection(client().get("x"))).message, /no JSON/);
  const error = await rejection(createClient({ fetch: () => Promise.reject(new TypeError("refused")), base }).get("x"));
  assert.deepEqual([error.status, error.passing], [0, true]);
});

test("whoever is refused is told once, but not while signing in", async () => {
  let denied = 0;
  answer = () => ({ status: 401, json: { status: "FAILED", message: "no" } });
  await rejection(client({ onDenied: () => denied++ }).get("x"));
  await rejection(client({ onDenied: () => denied++ }).get("x", { quiet: true }));
  assert.equal(denied, 1);
});

function memory() {
  const values = new Map();
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => values.set(key, value), removeItem: (key) => values.delete(key) };
}

function session(storage = memory()) {
  const credentials = tabCredentials(storage);
  return { credentials, session: createSession({ client: client({ authorization: credentials.get }), credentials }) };
}

test("a server with sessions gets no password but once", async () => {
  answer = ({ method }) => ({ json: { status: "SUCCESS", data: { name: "admin", role: "READ_WRITE", door: { authEnabled: true } }, message: method } });
  const { credentials, session: it } = session();
  assert.deepEqual(await it.signIn("admin", "secret"), { name: "admin", role: "READ_WRITE", door: { authEnabled: true }, cookie: true });
  assert.deepEqual([asked.method, asked.url, asked.body], ["POST", "/apis/v1/session", '{"name":"admin","password":"secret"}']);
  assert.equal(credentials.get(), null);
  await it.signOut(true);
  assert.equal(asked.method, "DELETE");
});

const withoutSessions = ({ url, headers }) => {
  if (url.endsWith("/session")) return { status: 404, json: { status: "FAILED", message: "There is nothing at this path" } };
  return headers.authorization === basic("jürgen", "pass:wörd") ? { status: 404, json: { status: "FAILED", message: "No such topology" } } : { status: 401, json: { status: "FAILED" } };
};

test("a server without sessions gets Basic credentials, which stay for a reload", async () => {
  answer = withoutSessions;
  const storage = memory();
  const { session: it } = session(storage);
  assert.deepEqual(await it.signIn("jürgen", "pass:wörd"), { name: "jürgen", role: undefined, cookie: false });
  assert.deepEqual(await session(storage).session.current(), { name: "jürgen", role: undefined, cookie: false });
});

test("a wrong password is not kept", async () => {
  answer = withoutSessions;
  const storage = memory();
  assert.equal((await rejection(session(storage).session.signIn("jürgen", "wrong"))).status, 401);
  assert.equal(session(storage).credentials.get(), null);
  assert.equal((await rejection(session(storage).session.current())).status, 401);
});

test("a server with an open door lets in without a name", async () => {
  answer = () => ({ status: 404, json: { status: "FAILED" } });
  assert.deepEqual(await session().session.current(), { name: undefined, role: undefined, cookie: false });
});

test("credentials live in memory where storage is forbidden", () => {
  const forbidden = () => {
    throw new Error("forbidden");
  };
  const credentials = tabCredentials({ getItem: forbidden, setItem: forbidden, removeItem: forbidden });
  credentials.set("x");
  assert.equal(credentials.get(), "x");
  credentials.set(undefined);
  assert.equal(credentials.get(), null);
});

test("a page tells how many there are and where the next one begins", async () => {
  answer = () => ({ json: { status: "SUCCESS", data: [1] }, headers: { "X-Total-Count": "1284", Link: '</apis/v1/topologies?after=a%20b&limit=1>; rel="next"' } });
  assert.deepEqual(await client().page("v1/topologies", { label: ["a", "b"], q: "" }), { entries: [1], total: 1284, next: "a b" });
  assert.equal(asked.url, "/apis/v1/topologies?label=a&label=b");
  answer = () => ({ json: { status: "SUCCESS", data: [] } });
  assert.deepEqual(await client().page("v1/topologies"), { entries: [], total: undefined, next: undefined });
});

test("text is sent as what it is, and a refusal brings what it has to say", async () => {
  answer = () => ({ status: 412, json: { status: "FAILED", message: "changed", data: { current: { id: "a" } } } });
  const error = await rejection(client().post("v1/import", "a: b", { type: "application/yaml" }));
  assert.deepEqual([asked.headers["content-type"], asked.body], ["application/yaml", "a: b"]);
  assert.deepEqual([error.status, error.data.current.id], [412, "a"]);
});

test("what a server has to say of something that went well is handed on", async () => {
  answer = () => ({ json: { status: "SUCCESS", data: true, message: "success" } });
  assert.equal(await client().told("DELETE", "x"), undefined);
  answer = () => ({ json: { status: "SUCCESS", data: true, message: "Its tasks are being killed" } });
  assert.equal(await client().told("DELETE", "x"), "Its tasks are being killed");
});
