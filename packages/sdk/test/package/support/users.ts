/** A program of a user: lists the runs of a server whose address is its last argument, after one where nothing listens. Plain JavaScript, any runtime. */
export const LIST_RUNS = `
import process from "node:process";
import { createClient, pages } from "millrace/client";

const client = createClient({ uri: process.argv.at(-1), retries: 0 });
const names = [];
for await (const page of pages(client.runs.search, { experiment_ids: ["0"], max_results: 1, order_by: ["run_name"] })) {
  for (const run of page.runs ?? []) names.push(run.info.run_name + " " + run.info.start_time);
}
const upload = new TextEncoder().encode("bytes");
await client.artifacts.uploadProxied({ artifact_path: "from/user.txt", content: new Blob([upload]).stream() });
const { body } = await client.artifacts.downloadProxied({ artifact_path: "from/user.txt" });
names.push(await new Response(body).text());
const refused = createClient({ uri: process.argv.at(-2), retries: 1 });
await refused.runs.create({}).catch((error) => names.push(error.code));
console.log(JSON.stringify(names));
`;

/** The same in a worker thread of Node. */
export const LIST_IN_WORKER = `
import { Worker } from "node:worker_threads";
new Worker(new URL("list-runs.js", import.meta.url), { argv: process.argv.slice(2) });
`;

/** The whole package in Node. */
export const IMPORT_ALL = `
import * as millrace from "millrace";
import * as minified from "millrace/client.min.js";
console.log(typeof millrace.createClient, typeof minified.createClient);
`;

/** A user's TypeScript: the marked lines must not compile. */
export const TYPED = `
import { type Client, createClient, MillraceError, pages, type Run } from "millrace/client";

const client: Client = createClient({ uri: "http://127.0.0.1:5000" });
const { run } = await client.runs.create({ experiment_id: "0", start_time: 2n ** 60n });
const same: Run = run;
const time: number | bigint = same.info.start_time;
for await (const page of pages(client.runs.search, { experiment_ids: ["0"] })) console.log(page.runs?.[0]?.info.run_id);
const { head, body } = await client.artifacts.downloadProxied({ artifact_path: "a" });
const size: number | undefined = head.size;
const stream: ReadableStream<Uint8Array> = body;
await client.artifacts.uploadProxied({ artifact_path: "a", content: new Blob([]) });
const raw: string | Uint8Array = (await client.server.version()).body;
console.log(time, size, stream, raw, MillraceError);

// @ts-expect-error a field that there is not
await client.runs.create({ experiment: "0" });
// @ts-expect-error a field that must be there
await client.metrics.getHistory({ run_id: "1" });
// @ts-expect-error a value of another type
await client.runs.logBatch({ run_id: "1", metrics: [{ key: "a", value: "1", timestamp: 1 }] });
// @ts-expect-error a call that there is not
await client.runs.explode({});
// @ts-expect-error a field that the answer does not have
console.log(run.info.colour);
// @ts-expect-error a search without such a field
pages(client.runs.search, { experiments: ["0"] });
`;
