import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import path from "node:path";
import { describe, it } from "node:test";
import { configFrom, startServer } from "@millrace/server";
import { call, pick, tempDir } from "@millrace/testkit";
import { API, listAt, newRun } from "./support/server.ts";

const WRITERS = 8;

function testConfig(folder: string): Parameters<typeof startServer>[0] {
  const backendStoreUri = `sqlite:///${path.join(folder, "test.db")}`;
  return configFrom({ port: "0", backendStoreUri, defaultArtifactRoot: folder });
}

describe("stopping", () => {
  it("under load answers what it took and keeps what it answered", async () => {
    const folder = tempDir();
    const server = await startServer(testConfig(folder));
    const { run } = await newRun(server.url);
    const written: number[] = [];
    const write = async (writer: number): Promise<void> => {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      for (let count = 0; ; count += 1) {
        const step = writer * 1_000_000 + count;
        const body = JSON.stringify({ run_id: run, key: "m", value: step, timestamp: 1, step });
        const status = await post(agent, `${server.url}${API}/runs/log-metric`, body);
        if (status === undefined) return agent.destroy();
        assert.equal(status, 200);
        written.push(step);
      }
    };
    const writers = Array.from({ length: WRITERS }, (_, index) => write(index));
    while (written.length < 100) await new Promise((resolve) => void setImmediate(resolve));
    await server.stop();
    await Promise.all(writers);

    const again = await startServer(testConfig(folder));
    const history = await call(again.url, "GET", `${API}/metrics/get-history?run_id=${run}&metric_key=m`);
    await again.stop();
    const steps: unknown[] = listAt(history.body, "metrics").map((point) => pick(point, "step"));
    const kept = new Set(steps);
    assert.deepEqual(
      written.filter((step) => !kept.has(step)),
      [],
    );
  });

  it("does not wait for idle connections", { timeout: 20_000 }, async () => {
    const server = await startServer(testConfig(tempDir()));
    const agent = new http.Agent({ keepAlive: true });
    const request = http.get(`${server.url}/health`, { agent });
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    await once(response.resume(), "end");
    await server.stop();
    agent.destroy();
  });
});

/** The status of the answer; undefined when the server can't be reached any more. */
function post(agent: http.Agent, url: string, body: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json" };
    const request = http.request(url, { method: "POST", agent, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    request.on("error", () => resolve(undefined)).end(body);
  });
}
