import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { tempDir } from "@millrace/testkit";
import { createFreshExperiment, createRun, post } from "../api.ts";
import { withConnection } from "../http.ts";
import { ROOT } from "../paths.ts";
import type { Sizes } from "../sizes.ts";
import { curve, START } from "../story.ts";
import { createTarget } from "../targets/target.ts";
import type { Row } from "./row.ts";

const COMMAND = join(ROOT, "packages/cli/bin/millrace.js");
const BATCH = 1000;
const LIMIT_MS = 60_000;

/** Brings an MLflow database of a million metric points in, from the start of the command to its end. */
export const importMlflow: Row = {
  name: "import-1m",
  story: "none",
  targets: ["millrace"],
  rounds: 3,
  figures: [
    {
      key: "import",
      title: "import of 1,000,000 metric points from MLflow's SQLite",
      unit: "ms",
      goal: {},
      limit: LIMIT_MS,
    },
  ],
  setup: async (_target, sizes) => {
    const folder = tempDir();
    await fill(folder, sizes);
    await millrace(["export", "mlflow", "--to", "mlflow.db"], folder);
    return {
      measure: async () => {
        const begin = performance.now();
        const printed = await millrace(
          ["import", "mlflow", "--from", "sqlite:///mlflow.db", "--backend-store-uri", "sqlite:///new.db"],
          folder,
        );
        const took = performance.now() - begin;
        if (!printed.includes("The target has everything."))
          throw new Error(`the import left something out:\n${printed}`);
        for (const suffix of ["", "-wal", "-shm"]) rmSync(join(folder, `new.db${suffix}`), { force: true });
        return { import: took };
      },
    };
  },
};

/** Logs as many points as there are histories, each of them as a metric of ten in a run of its own. */
async function fill(folder: string, sizes: Sizes): Promise<void> {
  const target = await createTarget("millrace", folder);
  await target.start();
  await withConnection(target.port, async (connection) => {
    const experiment = await createFreshExperiment(connection);
    for (let run = 0; run < sizes.histories; run++) {
      const runId = await createRun(connection, experiment, `run ${run}`, START + run);
      for (let first = 0; first < sizes.points; first += BATCH) {
        const metrics = curve(`metric_${Math.floor((first * 10) / sizes.points)}`, run, first, BATCH);
        await post(connection, "/runs/log-batch", JSON.stringify({ run_id: runId, metrics }));
      }
    }
  });
  await target.stop();
}

async function millrace(args: readonly string[], folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, ...args], { cwd: folder });
  return stdout;
}
