import { readFileSync } from "node:fs";
import { type Client, createClient, type MillraceError, pages } from "millrace/client";
import type { LogOptions } from "../../../src/logging/index.ts";
import { tempDir } from "@millrace/testkit";

/** What a log was told of: its options, and the errors that it reported. */
export interface Tools {
  readonly client: Client;
  readonly options: LogOptions;
  readonly errors: MillraceError[];
  /** The artifacts that were uploaded, in order, as text. */
  readonly uploads: { readonly runId: string; readonly path: string; readonly text: string }[];
}

/** A client of a server with a spool of its own; artifacts are kept in memory. */
export function toolsFor(uri: string, more: Partial<LogOptions> = {}): Tools {
  const client = createClient({ uri });
  const errors: MillraceError[] = [];
  const uploads: { runId: string; path: string; text: string }[] = [];
  const upload: LogOptions["upload"] = async (runId, path, content) => {
    const text = "file" in content ? readFileSync(content.file, "utf8") : Buffer.from(content).toString("utf8");
    uploads.push({ runId, path, text });
  };
  const options = { client, spool: tempDir(), upload, onError: (error: MillraceError) => errors.push(error), ...more };
  return { client, options, errors, uploads };
}

/** The points of a metric, in the order in which the server gives them. */
export async function historyOf(
  client: Client,
  runId: string,
  key: string,
): Promise<{ step: number; value: unknown }[]> {
  const points: { step: number; value: unknown }[] = [];
  const request = { run_id: runId, metric_key: key, max_results: 25_000 };
  for await (const page of pages(client.metrics.getHistory, request)) {
    for (const { step, value } of page.metrics ?? []) points.push({ step: Number(step), value });
  }
  return points;
}
