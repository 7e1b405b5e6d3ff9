import assert from "node:assert/strict";
import { test } from "node:test";
import { told as more } from "../../main/resources/META-INF/epoch-web/words/audit.js";
import { join, split } from "../../main/resources/META-INF/epoch-web/words/command.js";
import { bytes, count, many } from "../../main/resources/META-INF/epoch-web/words/numbers.js";
import { cause, fireTime, tally, took, why } from "../../main/resources/META-INF/epoch-web/words/run.js";
import { look, runLook } from "../../main/resources/META-INF/epoch-web/words/states.js";
import { ago, ahead, duration, full, named, when } from "../../main/resources/META-INF/epoch-web/words/time.js";
import { programs, resources, schedule, told } from "../../main/resources/META-INF/epoch-web/words/topology.js";

const S = 1000;
const MIN = 60 * S;
const H = 60 * MIN;
const D = 24 * H;
const NOW = Date.UTC(2026, 9, 23, 3, 48);

test("durations have two units at most", () => {
  const cases = { 0: "0 s", 45.2: "46 ms", 400: "0.4 s", 1000: "1 s", 38_999: "38 s", [4 * MIN + 12 * S]: "4 min 12 s", [H + 7 * MIN]: "1 h 07 min", [2 * D + 3 * H]: "2 d 3 h", [-5]: "0 s" };
  for (const [ms, words] of Object.entries(cases)) assert.equal(duration(Number(ms)), words);
});

test("minutes drop from 6 h on, hours from 7 d on", () => {
  const cases = [[12 * MIN, "12 min"], [2 * H + 42 * MIN, "2 h 42 min"], [5 * H, "5 h"], [17 * H + 50 * MIN, "17 h"], [D + 19 * H, "1 d 19 h"], [8 * D + 5 * H, "8 d"]];
  for (const [ms, words] of cases) {
    assert.equal(ago(NOW - ms, NOW), `${words} ago`);
    assert.equal(ahead(NOW + ms, NOW), `in ${words}`);
  }
  assert.equal(ago(NOW + 500, NOW), "just now", "a clock ahead of ours");
});

test("a time says as much of its date as is needed, in the zone asked for", () => {
  assert.equal(when(NOW + H, NOW, "Asia/Kolkata"), "10:18");
  assert.equal(when(NOW + D, NOW, "Asia/Kolkata"), "Sat 09:18");
  assert.equal(when(NOW + 9 * D, NOW, "Asia/Kolkata"), "1 Nov 09:18");
  assert.equal(when(NOW + 400 * D, NOW, "UTC"), "27 Nov 2027 03:48");
  assert.equal(named(NOW, NOW, "UTC"), "Fri 23 Oct 03:48");
  assert.equal(full(NOW, "Asia/Kolkata"), "Fri 23 Oct 2026, 09:18:00 Asia/Kolkata · 2026-10-23T03:48:00.000Z");
});

test("clock changes move the hour and nothing else", () => {
  assert.equal(when(Date.UTC(2026, 9, 25, 0, 30), NOW, "Europe/Berlin"), "Sun 02:30");
  assert.equal(when(Date.UTC(2026, 9, 25, 1, 30), NOW, "Europe/Berlin"), "Sun 02:30");
});

test("numbers and sizes", () => {
  assert.deepEqual([count(1284), many(1, "run"), many(2, "topology", "topologies")], ["1,284", "1 run", "2 topologies"]);
  assert.deepEqual([0, 1023, 1024, 626_688, 1_048_575, 214_748_364_800].map(bytes), ["0 B", "1023 B", "1.0 KB", "612 KB", "1.0 MB", "200 GB"]);
});

test("a state that this page does not know keeps its word", () => {
  assert.deepEqual(look("run", "PONDERING"), { word: "PONDERING", tone: "odd", shape: "unknown" });
  assert.equal(look("topology", "PAUSED").word, "Paused");
});

test("a run is as unknown as its tasks", () => {
  assert.equal(runLook({ state: "RUNNING", tasks: { a: { state: "UNKNOWN" } } }).word, "Unknown");
  assert.equal(runLook({ state: "FAILED", tasks: { a: { state: "UNKNOWN" } } }).word, "Failed");
});

test("a run without a fire time has it in its id", () => {
  assert.equal(fireTime({ runId: "ESR-2026-11-24-02-43-06-672", created: 5 }), Date.UTC(2026, 10, 24, 2, 43, 6, 672));
  assert.equal(fireTime({ runId: "other", created: 5 }), 5);
});

test("how a task ended is said in fewer words than Drove has, where they are known", () => {
  const cases = { "Task instance exited with status: 3": "exit code 3", "Task instance exited with status: 137": "exit code 137 (killed, often for want of memory)", "Image not found": "Image not found" };
  for (const [errorMessage, words] of Object.entries(cases)) assert.equal(cause({ errorMessage }), words);
  assert.equal(cause({}), "");
  assert.equal(why({ state: "FAILED", tasks: { a: { state: "FAILED", errorMessage: "Task instance exited with status: 127" } } }), "a: exit code 127 (there is no such command)");
});

test("a run says why, and how long", () => {
  const tasks = { a: { state: "COMPLETED" }, b: { state: "FAILED", errorMessage: "exit code 3" } };
  assert.equal(why({ state: "FAILED", message: "failed", tasks }), "b: exit code 3");
  assert.equal(why({ state: "SKIPPED", message: "paused", tasks: {} }), "paused");
  assert.equal(why({ state: "SUCCESSFUL", message: "done", tasks }), "");
  assert.equal(tally(Object.values(tasks)), "1 completed, 1 failed");
  assert.deepEqual([took({ state: "RUNNING", created: 10 }, 30), took({ state: "FAILED", created: 10, updated: 15 }, 30)], [20, 5]);
});

test("a topology is said in words, a strange one too", () => {
  const container = (url) => ({ type: "CONTAINER_EXECUTION", taskName: url, executable: { type: "DOCKER", url } });
  assert.equal(programs({ task: container("a:1") }), "a:1");
  assert.equal(programs({ task: { type: "COMPOSITE", tasks: [container("a"), container("b")] } }), "2 tasks: a, b");
  assert.equal(programs({ task: { type: "TELEPATHY" } }), "TELEPATHY");
  assert.equal(programs({}), "");
  assert.equal(schedule({ trigger: { type: "CRON", timeSpec: "0 0 1 ? * SUN", timeZone: "Europe/Berlin" } }, NOW), "0 0 1 ? * SUN in Europe/Berlin");
  assert.equal(schedule({ trigger: { type: "MOON" } }, NOW), "MOON");
  assert.equal(resources({ resources: [{ type: "CPU", count: 1 }, { type: "MEMORY", sizeInMB: 4096 }] }), "1 CPU, 4,096 MB");
  assert.equal(told({ notify: { type: "MAIL", emails: ["a@b.c", "d@e.f"] } }), "a@b.c, d@e.f");
});

test("a command line is split as a shell does, and written so that it is read again", () => {
  assert.deepEqual(split(`  sh -c 'echo "a b"; exit' "q \\" \\n" a\\ b '' x`), ["sh", "-c", 'echo "a b"; exit', 'q " \\n', "a b", "", "x"]);
  for (const args of [["sh", "-c", "it's \"so\" \\ \n"], ["", " "], ["plain"]]) assert.deepEqual(split(join(args)), args);
  assert.deepEqual(split(" "), []);
});

test("a zone's old name is told as its new one, days and seconds where they matter", async () => {
  const { dayKey, named, since } = await import("../../main/resources/META-INF/epoch-web/words/time.js");
  const at = Date.UTC(2026, 9, 23, 21, 30, 10);
  assert.equal(named(at, at, "Asia/Kolkata"), "Sat 24 Oct 03:00:10");
  assert.equal(named(at - 10_000, at, "UTC"), "Fri 23 Oct 21:30");
  assert.equal(dayKey(at, "Asia/Kolkata"), "2026-10-24");
  assert.equal(since(at - 125_000, at), "for 2 min");
});

test("a part is never the whole", async () => {
  const { median, percent } = await import("../../main/resources/META-INF/epoch-web/words/numbers.js");
  assert.deepEqual([percent(1, 1), percent(9999, 10000), percent(1, 3), percent(0, 0)], ["100 %", "99.9 %", "33.3 %", "–"]);
  assert.deepEqual([median([]), median([3, 1, 2]), median([4, 1])], [undefined, 2, 2.5]);
});

test("a field for local times gets back what it was given", async () => {
  const { fromLocal, local } = await import("../../main/resources/META-INF/epoch-web/words/time.js");
  for (const time of [Date.UTC(2026, 6, 1, 12, 30), Date.UTC(2026, 0, 1, 0, 0, 7)]) assert.equal(fromLocal(local(time)), time);
  assert.match(local(Date.UTC(2026, 6, 1, 12, 30)), /T\d\d:\d\d$/, "no seconds where there are none");
  assert.deepEqual([local(undefined), local(NaN), fromLocal(""), fromLocal(null)], ["", "", undefined, undefined]);
});

test("a policy is told in words, and what has none stands as it is written", async () => {
  const { policies } = await import("../../main/resources/META-INF/epoch-web/words/topology.js");
  assert.deepEqual(policies({ policy: { overlap: "SKIP", catchUp: "NONE", runTimeout: "45 min", later: { attempts: 3 }, calendars: ["holidays"], inCalendar: "RUN_ONCE_AFTER", pauseAfterFailures: 1 } }), [
    ["Overlap", "Skip while one runs"],
    ["Catch-up", "None"],
    ["Timeout", "45 min a run"],
    ["Later", "attempts 3"],
    ["Calendars", "holidays; then the latest"],
    ["Pauses", "after 1 failure in a row"],
  ]);
});

test("a waiting run waits, one with an unknown task is unknown", async () => {
  const { runLook, verdictLook } = await import("../../main/resources/META-INF/epoch-web/words/states.js");
  assert.equal(runLook({ state: "RUNNING", waitingFor: "room", tasks: { a: { state: "PENDING" } } }).word, "Waiting");
  assert.equal(runLook({ state: "RUNNING", tasks: { a: { state: "UNKNOWN" } } }).word, "Unknown");
  assert.equal(verdictLook({ verdict: "RAN" }, { state: "FAILED" }).word, "Failed");
  assert.equal(verdictLook({ verdict: "CAUGHT_UP" }, { state: "SUCCESSFUL" }).word, "Caught up");
  assert.equal(verdictLook({ verdict: "SKIPPED" }, { state: "SKIPPED" }).word, "Skipped");
});

test("an entry of the audit tells only what its action does not", () => {
  assert.equal(more({ action: "CREATE", message: "created" }), "");
  assert.equal(more({ action: "CREATE", message: "created calendar holidays" }), "created calendar holidays");
  assert.equal(more({ action: "PAUSE" }), "");
  const until = new Date(2026, 10, 30, 9, 30).getTime();
  assert.equal(more({ action: "PAUSE", message: `paused until ${new Date(until).toISOString()}` }, until), "paused until Mon 30 Nov 09:30");
});
