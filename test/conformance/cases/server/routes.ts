import type { Step } from "../../src/case.ts";
import { AJAX, API, cases, refused } from "../steps.ts";

const unknown = (path: string, method = "GET"): Step => ({
  method,
  path,
  ...(method === "GET" ? {} : { body: {} }),
  ...refused("C-05", "ENDPOINT_NOT_FOUND", 404),
});
const wrongMethod = (method: string, path: string): Step => ({
  method,
  path,
  ...(method === "GET" ? {} : { body: {} }),
  ...refused("C-05", "METHOD_NOT_ALLOWED", 405),
});

/** Paths and methods that are no endpoint. */
export const routeCases = cases("server.routes", {
  "says when there is no such endpoint": [
    unknown(`${API}runs/paint`),
    unknown(`${AJAX}runs/paint`, "POST"),
    unknown(`${API}runs`),
    unknown("/api/2.0/mlflow"),
    unknown("/api/9.0/mlflow/runs/get"),
    unknown(`${API}runs/get/more`),
    unknown(`${API}Runs/get`),
    unknown("/nothing/here"),
  ],
  "says so for endpoints of other versions": [
    unknown("/api/3.0/mlflow/experiments/get"),
    unknown("/ajax-api/3.0/mlflow/runs/get"),
  ],
  "refuses a wrong method": [
    wrongMethod("GET", `${API}runs/create`),
    wrongMethod("POST", `${API}runs/get`),
    wrongMethod("PUT", `${API}runs/create`),
    wrongMethod("DELETE", `${API}runs/delete`),
    wrongMethod("PATCH", `${API}runs/update`),
    wrongMethod("GET", `${API}runs/search`),
    wrongMethod("POST", `${API}metrics/get-history`),
    wrongMethod("POST", "/health"),
  ],
});
