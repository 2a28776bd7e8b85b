import type { ServingCase } from "../support/case.ts";

const METHODS = ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "POST"];
const PATHS = ["/ping", "/health", "/version", "/invocations"];
const UNKNOWN = [
  "/",
  "/invocation",
  "/INVOCATIONS",
  "/invocations/x",
  "//invocations",
  "/ping%2f",
  "/api/2.0/mlflow",
  "/é",
];

/** The addresses of the server. */
export const SERVER: readonly ServingCase[] = [
  ...PATHS.flatMap((path) => METHODS.map((method) => ({ title: `${method} ${path}`, method, path, body: "{}" }))),
  ...UNKNOWN.map((path) => ({ title: `POST ${path}`, path: encodeURI(path), body: "{}" })),
  ...PATHS.map((path): ServingCase => ({
    title: `GET ${path}/`,
    method: "GET",
    path: `${path}/`,
    differs: { row: "S-02", status: 404, body: '{"detail":"Not Found"}' },
  })),
  { title: "GET /%70ing", method: "GET", path: "/%70ing" },
  ...["/docs", "/redoc", "/openapi.json"].map((path): ServingCase => ({
    title: `GET ${path}`,
    method: "GET",
    path,
    differs: { row: "S-03", status: 404, body: '{"detail":"Not Found"}' },
  })),
  { title: "GET /metrics", method: "GET", path: "/metrics", differs: { row: "S-04", status: 200, body: /^# / } },
  {
    title: "GET /v2/health/ready",
    method: "GET",
    path: "/v2/health/ready",
    differs: { row: "S-05", status: 200, body: '{"ready":true}' },
  },
];
