import { setTimeout as sleep } from "node:timers/promises";
import { HttpConnection } from "./http.ts";
import type { Started } from "./process.ts";

const START_PATIENCE_MS = 120_000;
const INTERVAL_MS = 3;

type Post = { readonly path: string; readonly body: string };

/**
 * Waits for the first 200 of `/health`, or of what is posted. Rejects with the end of the server's log when it ends or
 * two minutes pass.
 */
export async function firstHealthyAnswer(name: string, port: number, started: Started, post?: Post): Promise<void> {
  const deadline = performance.now() + START_PATIENCE_MS;
  while (performance.now() < deadline) {
    if (started.ended()) throw new Error(`${name} ended while starting:\n${started.log()}`);
    if (await isHealthy(port, post)) return;
    await sleep(INTERVAL_MS);
  }
  throw new Error(`${name} gave no healthy answer within ${START_PATIENCE_MS} ms:\n${started.log()}`);
}

async function isHealthy(port: number, post: Post | undefined): Promise<boolean> {
  let connection: HttpConnection | undefined;
  try {
    connection = await HttpConnection.open(port);
    const answer = await (post === undefined
      ? connection.request("GET", "/health")
      : connection.request("POST", post.path, post.body));
    return answer.status === 200;
  } catch {
    return false;
  } finally {
    connection?.close();
  }
}
