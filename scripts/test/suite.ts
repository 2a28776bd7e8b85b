import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../install.mjs";
import { runLines, type Job, type Outcome } from "./job.ts";
import type { ReportLine } from "./reporter.ts";

const REPORTER = pathToFileURL(path.join(import.meta.dirname, "reporter.ts")).href;
const FILES_AT_ONCE = 2;

/** A job that runs test files with node:test and counts their leaf tests. */
export function suiteJob(name: string, files: readonly string[]): Job {
  const purpose = files.length === 1 ? `the tests of ${files[0]}` : `${files.length} test files`;
  return { name, purpose, run: (progress) => runSuite(name, files, progress) };
}

async function runSuite(name: string, files: readonly string[], progress: (where: string) => void): Promise<Outcome> {
  const tally = new Tally(name);
  const args = ["--test", `--test-concurrency=${FILES_AT_ONCE}`, `--test-reporter=${REPORTER}`, ...files];
  const ending = await runLines(args, (text) => {
    tally.add(text);
    progress(tally.where);
  });
  return tally.outcome(ending);
}

class Tally {
  where = "no test has ended yet";
  readonly #name: string;
  readonly #outcome: Outcome = { passed: 0, problems: [], skips: [] };
  readonly #printed = new Map<string, string[]>();
  readonly #failedFiles = new Set<string>();
  readonly #unknown: string[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  add(text: string): void {
    const line = parse(text);
    if (!line) {
      this.#unknown.push(text);
    } else if (line.kind === "printed") {
      this.#printed.set(line.file, [...(this.#printed.get(line.file) ?? []), line.text]);
    } else {
      this.#count(line);
    }
  }

  outcome(ending: string | undefined): Outcome {
    const { passed, problems, skips } = this.#outcome;
    if (ending !== undefined && problems.length === 0) {
      problems.push(`${this.#name}: the runner ${ending} though no test failed.\n${this.#unknown.join("\n")}`);
    } else if (passed + problems.length + skips.length === 0) {
      problems.push(`${this.#name}: ran no test.\n${this.#unknown.join("\n")}`);
    }
    for (const file of this.#failedFiles) {
      const printed = this.#printed.get(file);
      if (printed) problems[0] += `\n  ${path.relative(ROOT, file)} printed:\n${printed.join("")}`;
    }
    return this.#outcome;
  }

  #count(line: Exclude<ReportLine, { kind: "printed" }>): void {
    const title = `${path.relative(ROOT, line.file)}: ${line.name}`;
    if (line.kind === "passed") this.#outcome.passed += 1;
    if (line.kind === "skipped") this.#outcome.skips.push(`${title} (${line.why})`);
    if (line.kind === "failed") {
      this.#outcome.problems.push(`${title}\n${line.why}`);
      this.#failedFiles.add(line.file);
    }
    const { passed, problems, skips } = this.#outcome;
    this.where = `${passed + problems.length + skips.length} tests done, the last one: ${line.name}`;
  }
}

function parse(text: string): ReportLine | undefined {
  try {
    return JSON.parse(text) as ReportLine;
  } catch {
    return undefined;
  }
}
