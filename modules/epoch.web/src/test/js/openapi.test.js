import assert from "node:assert/strict";
import { test } from "node:test";
import { example, operations, resolve, shape } from "../../main/resources/META-INF/epoch-web/words/openapi.js";

const ROOT = {
  paths: {
    "/v1/topologies/{id}": {
      parameters: [{ $ref: "#/components/parameters/Id" }],
      get: { tags: ["topologies"], summary: "One", parameters: [{ name: "view", in: "query" }] },
      delete: {},
    },
  },
  components: {
    parameters: { Id: { name: "id", in: "path", required: true } },
    schemas: {
      Topology: { type: "object", required: ["name"], properties: { name: { type: "string" }, state: { enum: ["ACTIVE", "PAUSED"] }, tasks: { type: "array", items: { $ref: "#/components/schemas/Task" } } } },
      Task: { type: "object", properties: { again: { $ref: "#/components/schemas/Task" } } },
      "a/b": { type: "integer", format: "int64" },
    },
  },
};

test("operations stand with the parameters of their path", () => {
  assert.deepEqual(operations(ROOT).map(({ method, tag, parameters }) => [method, tag, parameters.map(({ name }) => name)]), [
    ["GET", "topologies", ["id", "view"]],
    ["DELETE", "Other", ["id"]],
  ]);
});

test("references are followed, also with slashes in a name, and lead nowhere quietly", () => {
  assert.equal(resolve(ROOT, { $ref: "#/components/schemas/a~1b" }).format, "int64");
  assert.equal(resolve(ROOT, { $ref: "#/nothing/here" }), undefined);
});

test("a schema that holds itself ends", () => {
  const text = shape(ROOT, { $ref: "#/components/schemas/Topology" }, 3);
  assert.ok(text.includes("name: string"));
  assert.ok(text.includes('state?: "ACTIVE" | "PAUSED"'));
  assert.ok(text.includes("tasks?: [{"));
  assert.ok(text.includes("again?: {"));
});

test("the line for a shell names its gaps", () => {
  assert.equal(
    example({ origin: "http://h:1", pathname: "/" }, { method: "PUT", path: "/v1/topologies/{id}", body: {} }),
    "curl -s -u NAME -X PUT -H 'Content-Type: application/json' -d @body.json \"http://h:1/apis/v1/topologies/$ID\"",
  );
});
