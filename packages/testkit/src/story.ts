import assert from "node:assert/strict";
import { call, pickString } from "./call.ts";

const API = "/api/2.0/mlflow";
const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5, 9);

/** The ids of what `writeStory` wrote. */
export interface Story {
  readonly experiments: { readonly iris: string; readonly digits: string; readonly abandoned: string };
  readonly runs: {
    /** Five finished SVM runs with rising `C`: 3 params, 2 metrics each, the same dataset as input. */
    readonly sweep: readonly string[];
    /** The parent of the sweep, by tag `mlflow.parentRunId`. */
    readonly parent: string;
    /** 200 steps of `loss` that falls, then NaN, then +Infinity and -Infinity; FAILED. */
    readonly diverged: string;
    /** Still RUNNING, nothing logged. */
    readonly idle: string;
    /** Unicode in its name, tags and params. */
    readonly unicode: string;
    /** Deleted. */
    readonly deleted: string;
  };
}

/** Writes the experiments that every test shares to a tracking server, through its REST API. */
export async function writeStory(url: string): Promise<Story> {
  const teller = new Teller(url);
  const iris = await teller.experiment("iris", [{ key: "team", value: "botany" }]);
  const digits = await teller.experiment("digits", []);
  const abandoned = await teller.experiment("abandoned", []);
  const parent = await teller.run(iris, "svm sweep", START);
  const sweep: string[] = [];
  for (const [index, C] of [0.1, 0.5, 1, 5, 10].entries()) sweep.push(await teller.sweepRun(iris, parent, index, C));
  await teller.finish(parent, "FINISHED", START + 6 * HOUR);
  const diverged = await teller.divergedRun(digits);
  const idle = await teller.run(digits, "idle", START + 8 * HOUR);
  const unicode = await teller.unicodeRun(digits);
  const deleted = await teller.run(digits, "mistake", START + 10 * HOUR);
  await teller.post("/runs/delete", { run_id: deleted });
  await teller.post("/experiments/delete", { experiment_id: abandoned });
  return { experiments: { iris, digits, abandoned }, runs: { sweep, parent, diverged, idle, unicode, deleted } };
}

interface Tag {
  readonly key: string;
  readonly value: string;
}

class Teller {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async post(path: string, body: unknown): Promise<unknown> {
    const answer = await call(this.#url, "POST", API + path, body);
    assert.equal(answer.status, 200, `${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  async experiment(name: string, tags: readonly Tag[]): Promise<string> {
    return pickString(await this.post("/experiments/create", { name, tags }), "experiment_id");
  }

  async run(experiment: string, name: string, startTime: number, tags: readonly Tag[] = []): Promise<string> {
    const request = { experiment_id: experiment, run_name: name, start_time: startTime, tags };
    return pickString(await this.post("/runs/create", request), "run", "info", "run_id");
  }

  async finish(run: string, status: "FINISHED" | "FAILED", endTime: number): Promise<void> {
    await this.post("/runs/update", { run_id: run, status, end_time: endTime });
  }

  async sweepRun(experiment: string, parent: string, index: number, C: number): Promise<string> {
    const start = START + (index + 1) * HOUR;
    const tags = [
      { key: "mlflow.parentRunId", value: parent },
      { key: "mlflow.source.type", value: "LOCAL" },
    ];
    const run = await this.run(experiment, `svm C=${C}`, start, tags);
    await this.post("/runs/log-inputs", { run_id: run, datasets: [IRIS] });
    await this.post("/runs/log-batch", {
      run_id: run,
      params: [
        { key: "C", value: String(C) },
        { key: "kernel", value: index % 2 === 0 ? "rbf" : "linear" },
        { key: "random_state", value: "42" },
      ],
      metrics: [
        { key: "accuracy", value: 0.9 + index / 100, timestamp: start + 1000, step: 0 },
        { key: "loss", value: 1 / (index + 1), timestamp: start + 1000, step: 0 },
      ],
    });
    await this.finish(run, "FINISHED", start + HOUR / 2);
    return run;
  }

  async divergedRun(experiment: string): Promise<string> {
    const start = START + 7 * HOUR;
    const run = await this.run(experiment, "diverged", start);
    const values = [...Array.from({ length: 200 }, (_, step) => 1 / (step + 1)), "NaN", "Infinity", "-Infinity"];
    const metrics = values.map((value, step) => ({ key: "loss", value, timestamp: start + step * 1000, step }));
    await this.post("/runs/log-batch", { run_id: run, metrics });
    await this.finish(run, "FAILED", start + HOUR);
    return run;
  }

  async unicodeRun(experiment: string): Promise<string> {
    const run = await this.run(experiment, "花の分類 🌸", START + 9 * HOUR, [{ key: "größe", value: "naïve – ∞" }]);
    await this.post("/runs/log-parameter", { run_id: run, key: "アルファ", value: "日本語\nsecond line" });
    return run;
  }
}

const IRIS = {
  tags: [{ key: "mlflow.data.context", value: "training" }],
  dataset: {
    name: "iris",
    digest: "9c3f2a10",
    source_type: "local",
    source: '{"uri":"iris.csv"}',
    schema: '{"mlflow_colspec":[{"type":"double","name":"sepal length","required":true}]}',
    profile: '{"num_rows":150,"num_elements":600}',
  },
};
