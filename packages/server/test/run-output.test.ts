import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call, pick } from "@millrace/testkit";
import { newRun, startTestServer } from "./support/server.ts";

const { url } = await startTestServer();

const place = (runId: string): string => `/api/millrace/v1/runs/${runId}/logs`;
const lines = (...texts: string[]): object[] => texts.map((text, index) => ({ time: 1000 + index, text }));

describe("the output of a run", () => {
  it("comes back line by line, from any line on, until the run has ended", async () => {
    const { run: id } = await newRun(url);
    const sent = await call(url, "POST", place(id), { offset: 0, lines: lines("one", "", "drei é") });
    assert.deepEqual(sent.body, { next_offset: 3, status: "RUNNING" });
    const got = await call(url, "GET", `${place(id)}?offset=1&max_results=1`);
    assert.deepEqual(got.body, { lines: [{ number: 1, time: 1001, text: "" }], next_offset: 2, is_complete: false });
    await call(url, "POST", "/api/2.0/mlflow/runs/update", { run_id: id, status: "KILLED" });
    const rest = await call(url, "GET", `${place(id)}?offset=2`);
    assert.equal(pick(rest.body, "is_complete"), true);
    const asked = await call(url, "POST", place(id), { offset: 3 });
    assert.deepEqual(asked.body, { next_offset: 3, status: "KILLED" });
  });

  it("has each line once, also when lines are sent again", async () => {
    const { run: id } = await newRun(url);
    await call(url, "POST", place(id), { offset: 0, lines: lines("a", "b") });
    const again = await call(url, "POST", place(id), { offset: 0, lines: lines("a", "b", "c") });
    assert.equal(pick(again.body, "next_offset"), 3);
    const got = await call(url, "GET", place(id));
    assert.deepEqual(pick(got.body, "lines", "2", "text"), "c");
  });

  it("refuses gaps, lines that are too long or too many, and runs that are not there", async () => {
    const { run: id } = await newRun(url);
    const codeOf = async (body: object, runId: string = id): Promise<unknown> =>
      pick((await call(url, "POST", place(runId), body)).body, "error_code");
    assert.equal(await codeOf({ offset: 5, lines: lines("x") }), "RESOURCE_CONFLICT");
    assert.equal(await codeOf({ offset: -1 }), "INVALID_PARAMETER_VALUE");
    assert.equal(await codeOf({ offset: 0, lines: lines("x".repeat(4001)) }), "INVALID_PARAMETER_VALUE");
    assert.equal(await codeOf({ offset: 0, lines: lines(..."x,".repeat(1000).split(",")) }), "INVALID_PARAMETER_VALUE");
    assert.equal(await codeOf({ offset: 0 }, "f".repeat(32)), "RESOURCE_DOES_NOT_EXIST");
    assert.equal((await call(url, "GET", place("f".repeat(32)))).status, 404);
  });
});
