import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, dirname, join } from "node:path";
import { createFreshExperiment, createRun } from "../api.ts";
import { withConnection } from "../http.ts";
import { ROOT } from "../paths.ts";
import { spread } from "../stats.ts";
import { START } from "../story.ts";
import type { Figure, Row } from "./row.ts";

const COMMAND = join(ROOT, "packages/cli/bin/millrace.js");
const LIMIT_MS = 250;

/** The least number of starts whose median counts as one round. */
const LEAST_STARTS = 5;

const VERBS = {
  version: ["--version"],
  help: ["--help"],
  "experiments-search": ["experiments", "search"],
  "runs-list": ["runs", "list", "--experiment-id"],
} as const;

type Verb = keyof typeof VERBS;

const figure = (verb: Verb): Figure => ({
  key: verb,
  title: `\`millrace ${VERBS[verb].join(" ")}\` to its first output`,
  unit: "ms",
  goal: {},
  limit: LIMIT_MS,
});

/** From starting the command line to the first byte that it prints, for verbs with and without a server. */
export const cliStart: Row = {
  name: "cli-start",
  story: "empty",
  targets: ["millrace"],
  figures: [figure("version"), figure("help"), figure("experiments-search"), figure("runs-list")],
  setup: async ({ port }) => {
    const experiment = await withConnection(port, async (connection) => {
      const id = await createFreshExperiment(connection);
      await createRun(connection, id, "listed", START);
      return id;
    });
    const args = { ...VERBS, "runs-list": [...VERBS["runs-list"], experiment] };
    return {
      measure: async (budgetMs) => ({
        version: await medianStart(args.version, port, budgetMs),
        help: await medianStart(args.help, port, budgetMs),
        "experiments-search": await medianStart(args["experiments-search"], port, budgetMs),
        "runs-list": await medianStart(args["runs-list"], port, budgetMs),
      }),
    };
  },
};

async function medianStart(args: readonly string[], port: number, budgetMs: number): Promise<number> {
  const taken: number[] = [];
  const end = performance.now() + budgetMs;
  while (taken.length < LEAST_STARTS || performance.now() < end) taken.push(await firstOutput(args, port));
  return spread(taken).median;
}

/** Milliseconds from the start of a command to its first output. Rejects when it fails or prints nothing. */
async function firstOutput(args: readonly string[], port: number): Promise<number> {
  const env = {
    ...process.env,
    // The command finds the checkout's Node as `npx millrace` does.
    PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`,
    MLFLOW_TRACKING_URI: `http://127.0.0.1:${port}`,
  };
  const begin = performance.now();
  const child = spawn(COMMAND, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  let took: number | undefined;
  child.stdout.on("data", () => (took ??= performance.now() - begin));
  await once(child, "close");
  if (child.exitCode === 0 && took !== undefined) return took;
  throw new Error(
    `millrace ${args.join(" ")} ended with ${child.exitCode} and printed ${took === undefined ? "nothing" : "something"}`,
  );
}
