import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pick } from "@millrace/testkit";
import { API, send, startTestServer, type TextAnswer } from "./support/server.ts";

const CREATE = `${API}/experiments/create`;
const JSON_TYPE = { "content-type": "application/json" };

function withHost(url: string, host: string, path = "/api/3.0/mlflow/server-info"): Promise<TextAnswer> {
  return send(url, { path, headers: { host } });
}

function create(url: string, headers: Record<string, string>): Promise<TextAnswer> {
  const body = JSON.stringify({ name: `e${Math.random()}` });
  return send(url, { method: "POST", path: CREATE, headers: { ...JSON_TYPE, ...headers }, body });
}

function assertRefused({ status, text }: TextAnswer): void {
  assert.equal(status, 403);
  assert.equal(pick(JSON.parse(text), "error_code"), "PERMISSION_DENIED");
}

describe("the Host header", async () => {
  const { url } = await startTestServer();

  it("may name this machine or a private address, with and without a port", async () => {
    for (const host of [
      ...["localhost", "LOCALHOST:5000", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:5000", "0.0.0.0:5000"],
      ...["192.168.1.7:5000", "10.0.0.3", "172.16.0.1", "172.31.255.255:80", "[fd00::1]:5000", "[fc00::1]"],
    ]) {
      assert.equal((await withHost(url, host)).status, 200, host);
    }
  });

  it("may name nothing else, however it is spelt", async () => {
    for (const host of [
      ...["evil.com", "evil.com:5000", "localhost.evil.com", "127.0.0.1.evil.com", "10.evil.com", "192.168.evil.com"],
      ...["172.32.0.1", "11.0.0.1", "8.8.8.8", "[2001:db8::1]", "localhost@evil.com", "2130706433"],
    ]) {
      assertRefused(await withHost(url, host));
    }
  });

  it("does not matter for /health and /version", async () => {
    assert.equal((await withHost(url, "evil.com", "/health")).status, 200);
    assert.equal((await withHost(url, "evil.com", "/version")).status, 200);
    assertRefused(await withHost(url, "evil.com", "/metrics"));
    assertRefused(await withHost(url, "evil.com", "/health/../metrics"));
  });
});

describe("allowed hosts", () => {
  it("replace the default ones", async () => {
    const { url } = await startTestServer({ allowedHosts: "mlflow.example.com, *.lab:5000" });
    for (const host of ["mlflow.example.com", "mlflow.example.com:5000", "MLflow.Example.com", "a.lab:5000"]) {
      assert.equal((await withHost(url, host)).status, 200, host);
    }
    for (const host of ["localhost", "example.com", "mlflowXexample.com", "a.lab:5001", "a.lab.evil.com"]) {
      assertRefused(await withHost(url, host));
    }
  });

  it("are all hosts when * is among them", async () => {
    const { url } = await startTestServer({ allowedHosts: "*" });
    assert.equal((await withHost(url, "evil.com")).status, 200);
  });
});

describe("the Origin header", async () => {
  const { url } = await startTestServer({ corsAllowedOrigins: "https://app.example.com,https://*.lab" });

  it("of a local or allowed page lets changes through and the page read the answer", async () => {
    for (const origin of [
      ...["http://localhost", "http://localhost:3000", "https://127.0.0.1:8443", "http://[::1]:1"],
      ...["https://app.example.com", "https://x.lab"],
    ]) {
      const answer = await create(url, { origin });
      assert.equal(answer.status, 200, origin);
      assert.equal(answer.headers["access-control-allow-origin"], origin);
      assert.equal(answer.headers["access-control-allow-credentials"], "true");
      assert.match(String(answer.headers.vary), /Origin/);
    }
  });

  it("of the server's own page lets changes through", async () => {
    assert.equal((await create(url, { origin: url })).status, 200);
    const host = "192.168.1.7:5000";
    assert.equal((await create(url, { host, origin: `http://${host}` })).status, 200);
  });

  it("of any other page stops changes", async () => {
    for (const origin of [
      ...["https://evil.com", "null", "", "http://localhost.evil.com", "https://app.example.com.evil.com"],
      ...["http://app.example.com", "http://evil.com#http://localhost", "file://", "https://x.labs"],
    ]) {
      assertRefused(await create(url, { origin }));
    }
  });

  it("of another page gives reads no leave to be seen", async () => {
    const answer = await send(url, { path: "/version", headers: { origin: "https://evil.com" } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers["access-control-allow-origin"], undefined);
  });

  it("when absent lets programs through, but not a browser that says cross-site", async () => {
    assert.equal((await create(url, {})).status, 200);
    assert.equal((await create(url, { "sec-fetch-site": "same-origin" })).status, 200);
    assertRefused(await create(url, { "sec-fetch-site": "cross-site" }));
  });
});

describe("a preflight", async () => {
  const { url } = await startTestServer();
  const preflight = (origin: string): Promise<TextAnswer> =>
    send(url, {
      method: "OPTIONS",
      path: CREATE,
      headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
    });

  it("of an allowed origin is answered for ten minutes", async () => {
    const { status, headers } = await preflight("http://localhost:3000");
    assert.equal(status, 204);
    assert.equal(headers["access-control-allow-origin"], "http://localhost:3000");
    assert.match(String(headers["access-control-allow-methods"]), /POST/);
    assert.equal(headers["access-control-allow-headers"], "content-type");
    assert.equal(headers["access-control-max-age"], "600");
  });

  it("of another origin is refused", async () => {
    const answer = await preflight("https://evil.com");
    assertRefused(answer);
    assert.equal(answer.headers["access-control-allow-origin"], undefined);
  });
});

describe("allowing every origin", () => {
  it("lets pages read, but without credentials", async () => {
    const { url } = await startTestServer({ corsAllowedOrigins: "*" });
    const { status, headers } = await create(url, { origin: "https://any.example.com" });
    assert.equal(status, 200);
    assert.equal(headers["access-control-allow-origin"], "*");
    assert.equal(headers["access-control-allow-credentials"], undefined);
  });
});

describe("every answer", () => {
  it("forbids sniffing and framing", async () => {
    const { url } = await startTestServer();
    for (const path of ["/health", "/nowhere", "/", `${API}/runs/get`]) {
      const { headers } = await send(url, { path });
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.equal(headers["x-frame-options"], "SAMEORIGIN");
    }
  });

  it("says about frames what it is told to say", async () => {
    const deny = await startTestServer({ xFrameOptions: "deny" });
    assert.equal((await send(deny.url, { path: "/" })).headers["x-frame-options"], "DENY");
    const none = await startTestServer({ xFrameOptions: "NONE" });
    assert.equal((await send(none.url, { path: "/" })).headers["x-frame-options"], undefined);
  });
});

describe("with the checks switched off", () => {
  it("hosts and origins don't matter", async () => {
    const { url } = await startTestServer({ disableSecurityMiddleware: "true" });
    assert.equal((await create(url, { host: "evil.com", origin: "https://evil.com" })).status, 200);
  });
});
