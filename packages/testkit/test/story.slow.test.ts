import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { call, mlflowMissing, pick, startMillrace, startMlflow, writeStory, type Program } from "@millrace/testkit";

const SERVERS = [
  { name: "Millrace", skip: false, start: startMillrace },
  { name: "the real MLflow", skip: mlflowMissing(), start: startMlflow },
] as const;

for (const { name, skip, start } of SERVERS) {
  describe(`the story on ${name}`, { skip }, () => {
    let server: Program | undefined;
    after(() => server?.stop());

    test("is written, and can be read back", async () => {
      server = await start();
      const { experiments, runs } = await writeStory(server.url);
      const answer = await call(server.url, "POST", "/api/2.0/mlflow/runs/search", {
        experiment_ids: [experiments.iris, experiments.digits],
        filter: "metrics.accuracy > 0.9 and params.kernel = 'rbf'",
        order_by: ["metrics.accuracy DESC"],
      });
      const found = pick(answer.body, "runs");
      assert.ok(Array.isArray(found));
      assert.deepEqual(
        found.map((run) => pick(run, "info", "run_id")),
        [runs.sweep[4], runs.sweep[2]],
      );
      const history = `/api/2.0/mlflow/metrics/get-history?run_id=${runs.diverged}&metric_key=loss`;
      assert.equal((await call(server.url, "GET", history)).text.match(/"key"/g)?.length, 203);
    });
  });
}
