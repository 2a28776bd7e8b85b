import type { Step } from "../../src/case.ts";
import { cases, refused } from "../steps.ts";
import { CLIMBING, FILES, list, put } from "./steps.ts";

/** Spellings of paths that lead out of the root, as they stand in a URL. */
const CLIMBING_URLS = [
  "..%2Fx",
  "%2e%2e/x",
  "%2E%2E%2Fx",
  "a/%2e%2e/%2e%2e/x",
  "a/..%2f..%2fx",
  "%252e%252e/x",
  "%252e%252e%252fx",
  "%25252e%25252e%25252fx",
  "a/%2e%2e",
  "%2e%2e",
];
const ROOTED = ["/etc/passwd", "%2Fetc%2Fpasswd"];
const ABSOLUTE = [
  "%252Fetc%252Fpasswd",
  "C:%5Cx",
  "C:/x",
  "c%3A/x",
  "%5C%5Chost%5Cx",
  "file:/etc/passwd",
  "file:///etc/passwd",
  "file%3A%2F%2F%2Fetc%2Fpasswd",
];
const SIGNS = ["a%23b", "a%2523b", "%23/../x"];

const to = (method: string, path: string): Step =>
  method === "PUT" ? put("", "x", { path: `${FILES}/${path}` }) : { method, path: `${FILES}/${path}` };
const all = (method: string, paths: readonly string[]): Step[] => paths.map((path) => to(method, path));

/** Paths that would lead elsewhere, wherever the server takes a path. */
export const traversalCases = [
  ...cases("artifacts.downloadProxied", {
    "refuses paths that climb": all("GET", CLIMBING_URLS),
    "refuses absolute paths": all("GET", [...ROOTED, ...ABSOLUTE]),
    "refuses fragments": all("GET", SIGNS),
  }),
  ...cases("artifacts.uploadProxied", {
    "refuses paths that climb": all("PUT", CLIMBING_URLS),
    "refuses absolute paths": all("PUT", [...ROOTED, ...ABSOLUTE]),
    "refuses fragments": all("PUT", SIGNS),
  }),
  ...cases("artifacts.deleteProxied", {
    "refuses paths that climb": all("DELETE", CLIMBING_URLS),
    "refuses absolute paths": [
      ...ROOTED.map((path) => ({ ...to("DELETE", path), ...refused("C-64") })),
      ...all("DELETE", ABSOLUTE),
    ],
    "refuses fragments": all("DELETE", SIGNS),
  }),
  ...cases("artifacts.listProxied", {
    "refuses paths that climb": [...CLIMBING, "\\\\host\\x", "a%23b"].map((path) => list("", { query: { path } })),
  }),
];
