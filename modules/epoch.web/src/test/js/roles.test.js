import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIONS } from "../../main/resources/META-INF/epoch-web/state/actions.js";
import { may, mayAdminister, mayOperate, mayWrite } from "../../main/resources/META-INF/epoch-web/state/door.js";

test("each role may what those before it may", () => {
  const does = (role) => [mayOperate, mayWrite, mayAdminister].map((what) => what({ role }));
  assert.deepEqual(does("READ_ONLY"), [false, false, false]);
  assert.deepEqual(does("OPERATOR"), [true, false, false]);
  assert.deepEqual(does("READ_WRITE"), [true, true, false]);
  assert.deepEqual(does("ADMIN"), [true, true, true]);
});

test("where the role is not known the server decides", () => {
  assert.equal(mayAdminister({}), true);
  assert.equal(mayAdminister({ role: "OWNER" }), true);
});

test("an operator may pause, resume and run, and neither delete nor label", () => {
  const allowed = Object.keys(ACTIONS).filter((action) => may({ role: "OPERATOR" }, ACTIONS[action].role));
  assert.deepEqual(allowed, ["pause", "resume", "run"]);
});
