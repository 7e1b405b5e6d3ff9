import assert from "node:assert/strict";
import { test } from "node:test";
import { BLANK, check, place, toTopology } from "../../main/resources/META-INF/epoch-web/state/form.js";

test("a form says a whole topology, and leaves out what is empty", () => {
  const form = { ...BLANK, name: " job ", cron: "0 0 3 * * ?", image: "a/b:1" };
  assert.deepEqual(toTopology(form), {
    name: "job",
    task: {
      type: "CONTAINER_EXECUTION",
      taskName: "docker-task",
      executable: { type: "DOCKER", url: "a/b:1" },
      resources: [{ type: "CPU", count: 1 }, { type: "MEMORY", sizeInMB: 512 }],
    },
    trigger: { type: "CRON", timeSpec: "0 0 3 * * ?" },
  });
});

test("a command, a zone, variables and addresses", () => {
  const topology = toTopology({
    ...BLANK,
    kind: "COMMAND",
    command: "sh -c 'a b'",
    zone: "Europe/Berlin",
    mail: "a@b.c, d@e.f",
    env: [{ name: "A", value: " 1 " }, { name: "", value: "" }],
  });
  assert.deepEqual(topology.task.executable, { type: "COMMAND", command: ["sh", "-c", "a b"] });
  assert.deepEqual(topology.task.env, { A: " 1 " });
  assert.equal(topology.trigger.timeZone, "Europe/Berlin");
  assert.deepEqual(topology.notify, { type: "MAIL", emails: ["a@b.c", "d@e.f"] });
});

test("what is no number is told before the server is asked", () => {
  assert.deepEqual(check(BLANK), {});
  assert.deepEqual(Object.keys(check({ ...BLANK, cpus: "1.5", memory: "", env: [{ name: "A", value: "" }, { name: "A ", value: "" }] })), ["cpus", "memory", "env"]);
});

test("each problem stands at its field, the others above", () => {
  const { fields, others } = place([
    "policy.catchUpWindow: is no duration",
    "name: may have letters, digits, - and _ only",
    "trigger.timeSpec: is no cron: really",
    "trigger.timeZone: \"X\" is no time zone",
    "task.executable.url: is required",
    "task.resources[1].sizeInMB: must be 1 or more",
    "task.env.A B: a name may have letters",
    "notify.emails[0]: \"x\" is no mail address",
    "notify.emails[1]: \"y\" is no mail address",
    "the topology has 2 of at most 1 bytes as JSON",
  ]);
  assert.deepEqual(fields, {
    name: "may have letters, digits, - and _ only",
    cron: "is no cron: really",
    zone: "\"X\" is no time zone",
    program: "is required",
    memory: "must be 1 or more",
    env: "A B: a name may have letters",
    mail: "\"x\" is no mail address; \"y\" is no mail address",
  });
  assert.deepEqual(others, ["policy.catchUpWindow: is no duration", "the topology has 2 of at most 1 bytes as JSON"]);
});
