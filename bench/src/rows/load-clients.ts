import type { HttpConnection } from "../http.ts";
import { noise, START } from "../story.ts";

const BASE = "/api/2.0/mlflow";

/** What the clients saw: the milliseconds of each good answer, the number of other answers, and the whole time. */
export type LoadResult = { readonly latencies: number[]; readonly errors: number; readonly elapsedMs: number };

type Call = { readonly method: "GET" | "POST"; readonly path: string; readonly body?: string };

/** Lets every connection repeat the mix on a run of its own, one call at a time, for `budgetMs` milliseconds. */
export async function underLoad(
  connections: readonly HttpConnection[],
  experimentId: string,
  runIds: readonly string[],
  budgetMs: number,
): Promise<LoadResult> {
  const latencies: number[] = [];
  let errors = 0;
  const start = performance.now();
  const client = async (connection: HttpConnection, number: number): Promise<void> => {
    const runId = runIds[number] ?? "";
    for (let i = number; performance.now() - start < budgetMs; i++) {
      const { method, path, body } = call(i, runId, experimentId);
      const sent = performance.now();
      const answer = await connection.request(method, BASE + path, body);
      if (answer.status === 200) latencies.push(performance.now() - sent);
      else errors++;
    }
  };
  await Promise.all(connections.map(client));
  return { latencies, errors, elapsedMs: performance.now() - start };
}

/** The mix, in turns of eight: four single metrics, one batch of ten, two reads of a run, one search of the newest ten. */
function call(i: number, runId: string, experimentId: string): Call {
  const turn = i % 8;
  if (turn === 3 || turn === 7) return { method: "GET", path: `/runs/get?run_id=${runId}` };
  if (turn === 5) {
    const body = JSON.stringify({ experiment_ids: [experimentId], max_results: 10 });
    return { method: "POST", path: "/runs/search", body };
  }
  if (turn === 1) {
    const metrics = Array.from({ length: 10 }, (_, key) => metric(`batch_${key}`, i));
    return { method: "POST", path: "/runs/log-batch", body: JSON.stringify({ run_id: runId, metrics }) };
  }
  return { method: "POST", path: "/runs/log-metric", body: JSON.stringify({ run_id: runId, ...metric("loss", i) }) };
}

function metric(key: string, step: number): { key: string; value: number; timestamp: number; step: number } {
  return { key, value: noise(1, step), timestamp: START + step, step };
}
