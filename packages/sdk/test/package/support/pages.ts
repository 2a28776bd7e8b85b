import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Lists a server's runs with the client for web pages; `answer` takes what it finds. */
const LIST = `
import { createClient, pages } from "/client.min.js";

export async function list(uri) {
  const client = createClient({ uri, retries: 0, headers: { "x-millrace-reason": "a page" } });
  const names = [];
  for await (const page of pages(client.runs.search, { experiment_ids: ["0"], max_results: 1, order_by: ["run_name"] })) {
    for (const run of page.runs ?? []) names.push(run.info.run_name + " " + run.info.start_time);
  }
  await client.artifacts.uploadProxied({ artifact_path: "from/page.txt", content: new Blob(["bytes"]) });
  const { body } = await client.artifacts.downloadProxied({ artifact_path: "from/page.txt" });
  names.push(await new Response(body).text());
  await client.runs.get({ run_id: "none" }).catch((error) => names.push(error.name + " " + error.code));
  return names;
}
`;

const WORKER = `
import { list } from "/list.js";
self.onmessage = ({ data }) => list(data).then((names) => self.postMessage(names), (error) => self.postMessage(String(error)));
`;

const PAGE = `<!doctype html><title>Runs</title>
<script type="module">
import { list } from "/list.js";
window.list = list;
window.listInWorker = (uri) => new Promise((resolve, reject) => {
  const worker = new Worker("/worker.js", { type: "module" });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = reject;
  worker.postMessage(uri);
});
</script>`;

/** Serves a page with the functions `list(uri)` and `listInWorker(uri)`. */
export async function servePages(client: string) {
  const files = new Map([
    ["/", { type: "text/html", text: PAGE }],
    ["/list.js", { type: "text/javascript", text: LIST }],
    ["/worker.js", { type: "text/javascript", text: WORKER }],
    ["/client.min.js", { type: "text/javascript", text: client }],
  ]);
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? "");
    response.writeHead(file === undefined ? 404 : 200, { "content-type": file?.type ?? "text/plain" });
    response.end(file?.text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
