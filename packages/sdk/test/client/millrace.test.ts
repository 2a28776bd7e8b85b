import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createClient } from "millrace/client";
import { type Program, startMillrace } from "@millrace/testkit";
import { clientCases } from "./support/cases.ts";

describe("the client on Millrace", () => {
  let server: Program;
  before(async () => {
    server = await startMillrace();
  });
  after(() => server.stop());

  clientCases(() => server.url);

  test("calls the endpoints beyond MLflow's protocol", async () => {
    const client = createClient({ uri: server.url });
    const { experiment_id } = await client.experiments.create({ name: "table" });
    await client.runs.create({ experiment_id, run_name: "one" });
    const table = await client.columns.runTable({ experiment_id: [experiment_id], column: ["attributes.run_name"] });
    assert.deepEqual(table.columns.at(-1)?.values, ["one"]);
  });

  test("keeps the path of the server's address, and takes another transport", async () => {
    const asked: string[] = [];
    const client = createClient({
      uri: "https://user:secret@tracking.example/a/b/",
      fetch: (request) => {
        asked.push(request.url);
        return fetch(new Request(request.url.replace("https://tracking.example/a/b", server.url), request));
      },
    });
    assert.equal(client.uri, "https://tracking.example/a/b");
    assert.equal((await client.server.health()).body, "OK");
    assert.deepEqual(asked, ["https://tracking.example/a/b/health"]);
  });
});
