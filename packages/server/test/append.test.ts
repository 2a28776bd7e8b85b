import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call, pick } from "@millrace/testkit";
import { newRun, startTestServer } from "./support/server.ts";

const { url } = await startTestServer();
const RUN_ID = "0123456789abcdef0123456789abcdef";

type Fields = Readonly<Record<string, unknown>>;

const begin = (body: Fields): ReturnType<typeof call> => call(url, "POST", "/api/millrace/v1/runs/begin", body);
const append = (body: Fields): ReturnType<typeof call> => call(url, "POST", "/api/millrace/v1/runs/append", body);
const refusalOf = async (answer: ReturnType<typeof call>): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${String(pick(body, "error_code"))}`;
};

describe("runs.begin", () => {
  it("makes the experiment that it names, once", async () => {
    const named = { experiment_name: "by name", start_time: 5, tags: [{ key: "k", value: "v" }] };
    const ids = ["1", "2", "3", "4"].map((digit) => digit.repeat(32));
    const answers = await Promise.all(ids.map((run_id) => begin({ ...named, run_id })));
    assert.deepEqual(
      answers.map(({ body }) => pick(body, "run", "info", "run_id")),
      ids,
    );
    assert.equal(new Set(answers.map(({ body }) => pick(body, "run", "info", "experiment_id"))).size, 1);
  });

  it("gives the run as it is when it is asked again", async () => {
    const first = await begin({ run_id: RUN_ID, run_name: "first" });
    const second = await begin({ run_id: RUN_ID, run_name: "second" });
    assert.equal(first.status, 200);
    assert.deepEqual(second.body, first.body);
  });

  it("refuses what can't be", async () => {
    for (const run_id of ["", "abc", "0".repeat(31), "G".repeat(32), "A".repeat(32), `../${"0".repeat(29)}`]) {
      assert.equal(await refusalOf(begin({ run_id })), "400 INVALID_PARAMETER_VALUE", run_id);
    }
    const run_id = "f".repeat(32);
    assert.equal(await refusalOf(begin({ run_id, experiment_id: "77" })), "404 RESOURCE_DOES_NOT_EXIST");
    assert.equal(
      await refusalOf(begin({ run_id, experiment_id: "0", experiment_name: "x" })),
      "400 INVALID_PARAMETER_VALUE",
    );
    assert.equal(await refusalOf(begin({ run_id, experiment_name: "x".repeat(501) })), "400 INVALID_PARAMETER_VALUE");
    await begin({ run_id: "e".repeat(32) });
    assert.equal(
      await refusalOf(begin({ run_id: "e".repeat(32), experiment_name: "elsewhere" })),
      "400 RESOURCE_ALREADY_EXISTS",
    );
  });
});

describe("runs.append", () => {
  it("says whether it applied the batch", async () => {
    const { run: run_id } = await newRun(url);
    const body = {
      run_id,
      writer: "w",
      sequence: 1,
      params: [{ key: "a", value: "1" }],
      status: "FINISHED",
      end_time: 9,
    };
    assert.deepEqual((await append(body)).body, { applied: true });
    assert.deepEqual((await append(body)).body, { applied: false });
    assert.equal(await refusalOf(append({ ...body, sequence: 3 })), "409 RESOURCE_CONFLICT");
  });

  it("refuses what can't be", async () => {
    const { run: run_id } = await newRun(url);
    const good = { run_id, writer: "w", sequence: 1 };
    const point = { key: "m", value: 1, timestamp: 1 };
    const bad: readonly Fields[] = [
      { writer: "" },
      { writer: "a b" },
      { writer: "w".repeat(65) },
      { sequence: 0 },
      { sequence: -1 },
      { sequence: "9007199254740993" },
      { sequence: null },
      { metrics: Array.from({ length: 4001 }, () => point) },
      { params: Array.from({ length: 1001 }, (_, index) => ({ key: `p${index}`, value: "" })) },
      { tags: Array.from({ length: 1001 }, (_, index) => ({ key: `t${index}`, value: "" })) },
      { metrics: [point, { ...point, key: "" }] },
      {
        params: [
          { key: "p", value: "1" },
          { key: "p", value: "2" },
        ],
      },
    ];
    for (const fields of bad) {
      assert.equal(
        await refusalOf(append({ ...good, ...fields })),
        "400 INVALID_PARAMETER_VALUE",
        Object.keys(fields)[0],
      );
    }
    assert.equal(await refusalOf(append({ ...good, run_id: "0".repeat(32) })), "404 RESOURCE_DOES_NOT_EXIST");
    assert.deepEqual((await append(good)).body, { applied: true });
  });
});
