import { cases, refused } from "../steps.ts";

const SAFETY = ["x-content-type-options", "x-frame-options"];

/** What the server says of itself. */
export const infoCases = [
  ...cases("server.health", {
    "answers OK": [{ method: "GET", path: "/health", compareHeaders: SAFETY }],
    "answers HEAD": [{ method: "HEAD", path: "/health" }],
  }),
  ...cases("server.version", {
    "answers the version of the protocol": [{ method: "GET", path: "/version" }],
  }),
  ...cases("server.info", {
    "tells what the server can do": [
      { method: "GET", path: "/api/3.0/mlflow/server-info", compareHeaders: SAFETY },
      { method: "GET", path: "/ajax-api/3.0/mlflow/server-info" },
    ],
    "is not found under 2.0": [
      { method: "GET", path: "/api/2.0/mlflow/server-info", ...refused("C-05", "ENDPOINT_NOT_FOUND", 404) },
    ],
  }),
  ...cases("server.metrics", {
    "tells Prometheus": [{ method: "GET", path: "/metrics", differs: { id: "C-10", status: 200 } }],
  }),
];
