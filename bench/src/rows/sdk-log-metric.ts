import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { tempDir } from "@millrace/testkit";
import { venvBin } from "../paths.ts";
import type { Row } from "./row.ts";

/** Points of a loop of the SDK: more than it keeps in memory. */
const POINTS = 250_000;

const LOOPS = join(import.meta.dirname, "..", "loops");

/** A training loop that logs one point after the other: with the SDK, and with the Python client, to the same server. */
export const sdkLogMetric: Row = {
  name: "sdk-log-metric",
  story: "empty",
  targets: ["millrace"],
  figures: [
    { key: "call", title: "logMetric of the SDK, median of a call", unit: "µs", goal: {}, limit: 2 },
    { key: "sdk", title: `a loop of ${POINTS} points by the SDK, flush included`, unit: "points/s", goal: {} },
    { key: "python", title: "a loop of points by MLflow's Python client", unit: "points/s", goal: {} },
    { key: "times", title: "  the SDK's rate in those of the Python client", unit: "×", goal: {}, least: 20 },
  ],
  setup: async ({ port }, sizes) => ({
    measure: async (budgetMs) => {
      const uri = `http://127.0.0.1:${port}`;
      const points = budgetMs < sizes.budgetMs ? POINTS / 5 : POINTS;
      const { call, rate: sdk } = await loop(process.execPath, ["log-metric.ts", uri, `${points}`, tempDir()]);
      const { rate: python } = await loop(venvBin("python"), ["log_metric.py", uri, `${budgetMs / 1000}`]);
      return {
        call: call ?? Number.NaN,
        sdk: sdk ?? Number.NaN,
        python: python ?? Number.NaN,
        times: times(sdk, python),
      };
    },
  }),
};

function times(sdk = Number.NaN, python = Number.NaN): number {
  return sdk / python;
}

/** Runs a program that prints its figures as JSON in its last line. */
async function loop(program: string, [script = "", ...args]: readonly string[]): Promise<Record<string, number>> {
  const { stdout } = await promisify(execFile)(program, [join(LOOPS, script), ...args]);
  const printed: unknown = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  if (typeof printed !== "object" || printed === null) throw new Error(`${script} printed no figures: ${stdout}`);
  return Object.fromEntries(Object.entries(printed).map(([name, figure]) => [name, Number(figure)]));
}
