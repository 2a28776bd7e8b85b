import http from "node:http";
import path from "node:path";
import { after } from "node:test";
import { configFrom, type Server, startServer } from "@millrace/server";
import type { Settings } from "@millrace/server/settings";
import { call, pick, pickString, tempDir } from "@millrace/testkit";

export const API = "/api/2.0/mlflow";

/** Starts a server in this process on a free port, with a SQLite file of its own; it stops when the test file ends. */
export async function startTestServer(settings: Settings = {}): Promise<Server> {
  const folder = tempDir();
  const server = await startServer(
    configFrom({
      port: "0",
      backendStoreUri: `sqlite:///${path.join(folder, "test.db")}`,
      defaultArtifactRoot: path.join(folder, "artifacts"),
      artifactsDestination: path.join(folder, "destination"),
      ...settings,
    }),
  );
  after(() => server.stop());
  return server;
}

/** An answer whose body is text, with the headers in lower case. */
export interface TextAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a request with any headers, also those that `fetch` sets by itself. */
export function send(
  url: string,
  request: { method?: string; path: string; headers?: http.OutgoingHttpHeaders; body?: string | Buffer },
): Promise<TextAnswer> {
  const { method = "GET", path: target, headers = {}, body } = request;
  return new Promise((resolve, reject) => {
    const sent = http.request(url, { method, path: target, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Calls an endpoint of MLflow's API with JSON and gives the answer as `<status> <error code>` or `200`. */
export async function outcome(url: string, endpoint: string, body: unknown): Promise<string> {
  const answer = await call(url, "POST", API + endpoint, body);
  const code = pick(answer.body, "error_code");
  return typeof code === "string" ? `${answer.status} ${code}` : String(answer.status);
}

/** Creates a run in a new experiment and gives both ids. */
export async function newRun(url: string, name = `e${Math.random()}`): Promise<{ experiment: string; run: string }> {
  const created = await call(url, "POST", `${API}/experiments/create`, { name });
  const experiment = pickString(created.body, "experiment_id");
  const started = await call(url, "POST", `${API}/runs/create`, { experiment_id: experiment });
  return { experiment, run: pickString(started.body, "run", "info", "run_id") };
}

/** Follows keys and indexes to a list; an empty one when something else is there. */
export function listAt(value: unknown, ...way: readonly (string | number)[]): unknown[] {
  const found = pick(value, ...way);
  return Array.isArray(found) ? found : [];
}

/** A path of an endpoint with something in the place of each parameter. */
export function filledPath(path: string): string {
  return path.replaceAll(/\{\w+\*?\}/g, "x");
}
