import assert from "node:assert/strict";
import { test } from "node:test";
import { closed, days, weekdays, windowWords } from "../../main/resources/META-INF/epoch-web/words/calendar.js";

test("days are told as people write them, and what is no day stands as it is", () => {
  assert.equal(days("2026-12-24"), "24 Dec 2026");
  assert.equal(days("2026-12-24/2027-01-01"), "24 Dec 2026 to 1 Jan 2027");
  assert.equal(days("--12-25"), "25 Dec every year");
  assert.deepEqual(["", "tomorrow", "2026-12-24/x"].map(days), ["", "tomorrow", "2026-12-24/x"]);
});

test("weekdays in a row are told by their ends", () => {
  assert.equal(weekdays(["FRI", "MON", "TUE", "WED", "THU"]), "Mon to Fri");
  assert.equal(weekdays(["SUN", "SAT"]), "Sat and Sun");
  assert.equal(weekdays(["MON", "WED", "FRI"]), "Mon, Wed and Fri");
  assert.equal(weekdays(["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]), "Every day");
  assert.equal(weekdays([]), "");
});

test("a window says when it is closed", () => {
  assert.equal(windowWords({ type: "DATES", dates: ["--12-25", "--12-26"] }), "25 Dec every year, 26 Dec every year");
  assert.equal(windowWords({ type: "WEEKLY", days: ["SAT", "SUN"] }), "Sat and Sun, all day");
  assert.equal(windowWords({ type: "WEEKLY", days: ["FRI"], from: "22:00" }), "Fri, 22:00 to midnight");
  assert.equal(windowWords({ type: "CRON", timeSpec: "0 0 22 ? * 6L", lasts: "4h" }), "For 4h from 0 0 22 ? * 6L on");
  assert.equal(windowWords({ type: "ONCE" }), "Once");
  assert.equal(windowWords({ type: "MOON" }), "MOON", "what this page does not know keeps its own word");
});

test("whole days are told as days, in the time of whoever looks", () => {
  const at = (...parts) => new Date(2026, ...parts).getTime();
  const now = at(10, 1);
  assert.deepEqual(closed({ from: at(11, 24), until: at(11, 25) }, now), ["Thu 24 Dec", "all day"]);
  assert.deepEqual(closed({ from: at(11, 24), until: at(11, 27) }, now), ["Thu 24 Dec", "to Sat 26 Dec"]);
  assert.deepEqual(closed({ from: at(11, 24, 22), until: at(11, 25) }, now), ["Thu 24 Dec 22:00", "to Fri 25 Dec 00:00"]);
  assert.deepEqual(closed({ from: at(11, 24) }, now), ["Thu 24 Dec 00:00", "no end within a year"]);
});
