/** The few calls of MLflow's REST interface that the rows make. Every call throws unless the answer is 200. */
import type { HttpConnection } from "./http.ts";
import type { Batch } from "./story.ts";

const BASE = "/api/2.0/mlflow";

/** Reads a path under MLflow's base and gives the body. */
export function get(connection: HttpConnection, path: string): Promise<Buffer> {
  return body(connection, "GET", path);
}

/** Posts JSON text under MLflow's base and gives the body. */
export function post(connection: HttpConnection, path: string, json: string): Promise<Buffer> {
  return body(connection, "POST", path, json);
}

/** Creates an experiment and gives its id. */
export async function createExperiment(connection: HttpConnection, name: string): Promise<string> {
  return stringAt(await post(connection, "/experiments/create", JSON.stringify({ name })), "experiment_id");
}

/** Creates an experiment with a name of its own and gives its id. */
export function createFreshExperiment(connection: HttpConnection): Promise<string> {
  return createExperiment(connection, `bench-${performance.timeOrigin + performance.now()}`);
}

/** The id of the experiment with that name. */
export async function experimentNamed(connection: HttpConnection, name: string): Promise<string> {
  return stringAt(
    await get(connection, `/experiments/get-by-name?experiment_name=${name}`),
    "experiment",
    "experiment_id",
  );
}

/** Creates a run and gives its id. `startTime` in milliseconds. */
export async function createRun(
  connection: HttpConnection,
  experimentId: string,
  name: string,
  startTime: number,
): Promise<string> {
  return runIdOf(await post(connection, "/runs/create", createRunBody(experimentId, name, startTime)));
}

/** The body of a call that creates a run. */
export function createRunBody(experimentId: string, name: string, startTime: number): string {
  return JSON.stringify({ experiment_id: experimentId, run_name: name, start_time: startTime, user_id: "bench" });
}

/** The id in the answer to a created run. */
export function runIdOf(answer: Buffer): string {
  return stringAt(answer, "run", "info", "run_id");
}

/** Logs a batch to a run. */
export async function logBatch(connection: HttpConnection, runId: string, batch: Batch): Promise<void> {
  await post(connection, "/runs/log-batch", JSON.stringify({ run_id: runId, ...batch }));
}

/** The parsed items of a list in an answer; none when the list is absent, as MLflow leaves empty lists out. */
export function listAt(answer: Buffer, key: string): readonly unknown[] {
  const list = valueAt(JSON.parse(answer.toString()), [key]);
  return Array.isArray(list) ? list : [];
}

/** The text at a path of keys in a parsed value. Throws when there is none. */
export function textAt(value: unknown, ...keys: string[]): string {
  const found = valueAt(value, keys);
  if (typeof found !== "string")
    throw new Error(`no text at ${keys.join(".")} in ${JSON.stringify(value).slice(0, 200)}`);
  return found;
}

function stringAt(answer: Buffer, ...keys: string[]): string {
  return textAt(JSON.parse(answer.toString()), ...keys);
}

function valueAt(value: unknown, keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.getOwnPropertyDescriptor(found, key)?.value;
  }
  return found;
}

async function body(connection: HttpConnection, method: "GET" | "POST", path: string, json?: string): Promise<Buffer> {
  const answer = await connection.request(method, BASE + path, json);
  if (answer.status === 200) return answer.body;
  throw new Error(`${method} ${path.slice(0, 100)} answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
}
