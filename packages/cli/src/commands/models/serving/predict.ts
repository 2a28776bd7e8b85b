import { readFile, writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { invalidParameter, parseJson } from "@millrace/contract";
import type { Command } from "commander";
import { addCommand } from "../../../command/define.ts";
import { choice, option } from "../../../command/options.ts";
import type { Io } from "../../../io.ts";
import { modelOptions } from "./model-flags.ts";
import { fetchFor, openScorer, type WorkerFlags } from "./open-scorer.ts";

interface PredictFlags extends WorkerFlags {
  readonly inputPath?: string;
  readonly outputPath?: string;
  readonly contentType?: "json" | "csv";
}

const TYPES = { json: "application/json", csv: "text/csv" } as const;

/** Adds `millrace models predict`. */
export function addPredict(group: Command, io: Io): void {
  addCommand<PredictFlags>(group, io, "predict", {
    doc: "Predicts from a file or standard input, once. Input and output are those of the scoring server.",
    options: [
      ...modelOptions(),
      option("-i, --input-path <file>", "The input. Default: standard input."),
      option("-o, --output-path <file>", "Where the predictions go. Default: standard output."),
      choice("-t, --content-type <type>", "What the input is. Default: json.", ["json", "csv"]),
    ],
    examples: [
      ["models predict -m models:/iris/1 -i flowers.json", "Predict from a file"],
      ["models predict -m runs:/8f3a…/model -t csv --env-manager local < flowers.csv", "Predict from a table"],
    ],
    run: runPredict,
  });
}

async function runPredict(flags: PredictFlags, io: Io): Promise<void> {
  const body = await inputOf(flags);
  const fetched = await fetchFor(flags);
  try {
    const scorer = await openScorer(fetched, { ...flags, workers: 1, batchRows: 1 }, io);
    try {
      const contentType = TYPES[flags.contentType ?? "json"];
      const answer = await scorer.score({ contentType, body, signal: new AbortController().signal });
      const text = Buffer.from(answer.body).toString();
      if (answer.status !== 200) throw invalidParameter(reasonIn(text));
      if (flags.outputPath === undefined) await io.write(`${text}\n`);
      else await writeFile(flags.outputPath, text);
    } finally {
      await scorer.close();
    }
  } finally {
    await fetched.clean();
  }
}

async function inputOf({ inputPath }: PredictFlags): Promise<Uint8Array> {
  if (inputPath === undefined) return buffer(process.stdin);
  try {
    return await readFile(inputPath);
  } catch (error) {
    throw invalidParameter(`The input can't be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** What an answer of the scoring server says is wrong. */
function reasonIn(text: string): string {
  try {
    const answer = parseJson(text);
    if (typeof answer === "object" && answer !== null && "message" in answer) return String(answer.message);
  } catch {
    // Plain text.
  }
  return text;
}
