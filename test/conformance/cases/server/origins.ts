import type { Step } from "../../src/case.ts";
import { API, cases, refused } from "../steps.ts";

const SEARCH = "experiments/search";
const CORS = ["access-control-allow-origin", "access-control-allow-credentials"];
const from = (origin: string, extra: Partial<Step> = {}): Step => ({
  method: "POST",
  path: API + SEARCH,
  body: { max_results: 1, filter: "name = 'none'" },
  headers: { origin },
  compareHeaders: CORS,
  ...extra,
});
const DENIED = refused("C-12", "PERMISSION_DENIED", 403);

const asHost = (host: string, extra: Partial<Step> = {}): Step => ({
  method: "GET",
  path: `${API}experiments/get`,
  query: { experiment_id: "987654321" },
  headers: { host },
  ...extra,
});

const hostCases = cases("server.hosts", {
  "takes names of this machine": ["localhost", "localhost:99", "127.0.0.1", "[::1]:5000", "0.0.0.0:1"].map((host) =>
    asHost(host),
  ),
  "takes addresses of private networks": ["192.168.1.5", "10.0.0.1:80", "172.16.0.1", "172.31.9.9"].map((host) =>
    asHost(host),
  ),
  "refuses other hosts": [
    asHost("evil.example", DENIED),
    asHost("127.0.0.1.evil.example", DENIED),
    asHost("localhost.evil.example", DENIED),
    asHost("172.32.0.1", DENIED),
    asHost("8.8.8.8", DENIED),
  ],
  "answers /health and /version to any host": [
    asHost("evil.example", { path: "/health", query: {} }),
    asHost("evil.example", { path: "/version", query: {} }),
  ],
});

const pageCases = cases("server.origins", {
  "takes local pages": [from("http://localhost:3000"), from("http://127.0.0.1:9"), from("http://localhost")],
  "takes requests without an origin": [{ ...from("x"), headers: {} }],
  "refuses other pages": [
    from("http://evil.example", DENIED),
    from("https://localhost.evil.example", DENIED),
    from("null", DENIED),
  ],
  "gives other pages no leave to read": [
    {
      method: "GET",
      path: `${API}experiments/get`,
      query: { experiment_id: "0" },
      headers: { origin: "http://evil.example" },
      compareHeaders: ["access-control-allow-origin"],
    },
  ],
  "answers a preflight of a local page": [
    {
      method: "OPTIONS",
      path: API + SEARCH,
      headers: {
        origin: "http://localhost:3000",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
      compareHeaders: [...CORS, "access-control-max-age"],
      differs: { id: "C-19", status: 204 },
    },
  ],
  "answers OPTIONS": [{ method: "OPTIONS", path: API + SEARCH }],
});

/** Which hosts and which pages may ask. */
export const originCases = [...hostCases, ...pageCases];
