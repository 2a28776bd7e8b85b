import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { cases, experiment, post, run, WITH_RUN } from "../steps.ts";
import { put } from "./steps.ts";

const MPU = "/api/2.0/mlflow-artifacts/mpu";
const multipart = (verb: string, path: string, body: Json, extra: Partial<Step> = {}): Step => ({
  method: "POST",
  path: `${MPU}/${verb}/${path}`,
  body,
  ...extra,
});
const presigned = (path: string): Step => ({ method: "GET", path: `/api/2.0/mlflow-artifacts/presigned/${path}` });
const upload = (body: Json): Step => post("artifacts/presigned-upload-url", body);
const download = (body: Json): Step => post("artifacts/presigned-download-url", body);
const PARTS = [{ part_number: 1, etag: "x", url: "y" }];

/** Uploads in parts and signed addresses, which files on the server's disk don't have. */
export const transferCases = [
  ...cases("artifacts.createMultipart", {
    "says that it can't": [multipart("create", "{{case}}", { path: "{{case}}/a.txt", num_parts: 2 })],
    "takes one part when absent": [multipart("create", "{{case}}", { path: "a.txt" })],
    "refuses a missing path": [multipart("create", "{{case}}", { num_parts: 2 }), multipart("create", "{{case}}", {})],
    "refuses paths that climb": [
      multipart("create", "%2e%2e", { path: "a.txt", num_parts: 1 }),
      multipart("create", "a/..%2f..%2fx", { path: "a.txt", num_parts: 1 }),
    ],
    "refuses a number of parts that is none": [multipart("create", "{{case}}", { path: "a", num_parts: "x" })],
  }),
  ...cases("artifacts.completeMultipart", {
    "says that it can't": [multipart("complete", "{{case}}", { path: "a.txt", upload_id: "x", parts: PARTS })],
    "refuses missing fields": [
      multipart("complete", "{{case}}", { upload_id: "x", parts: PARTS }),
      multipart("complete", "{{case}}", { path: "a.txt", upload_id: "x" }),
      multipart("complete", "{{case}}", { path: "a.txt", upload_id: "x", parts: [] }),
      multipart("complete", "{{case}}", { path: "a.txt", parts: PARTS }),
    ],
    "refuses paths that climb": [multipart("complete", "%2e%2e/x", { path: "a", upload_id: "x", parts: PARTS })],
  }),
  ...cases("artifacts.abortMultipart", {
    "says that it can't": [multipart("abort", "{{case}}", { path: "a.txt", upload_id: "x" })],
    "refuses missing fields": [
      multipart("abort", "{{case}}", { upload_id: "x" }),
      multipart("abort", "{{case}}", { path: "a.txt" }),
    ],
    "refuses paths that climb": [multipart("abort", "%2e%2e/x", { path: "a", upload_id: "x" })],
  }),
  ...cases("artifacts.presignProxied", {
    "says that it can't": [put("a.txt", "x"), presigned("{{case}}/a.txt"), presigned("{{case}}/nothing")],
    "refuses paths that climb": [presigned("%2e%2e/x"), presigned("a/..%2f..%2fx")],
  }),
  ...cases("artifacts.presignUpload", {
    "refuses a store that can't": [...WITH_RUN, upload({ run_id: "{{run}}", path: "a.txt" })],
    "refuses a local folder": [
      experiment({ artifact_location: "{{directory}}/allowed" }),
      run(),
      upload({ run_id: "{{run}}", path: "a.txt" }),
    ],
    "refuses a missing run, model or path": [
      ...WITH_RUN,
      upload({ path: "a.txt" }),
      upload({ run_id: "{{run}}" }),
      upload({ run_id: "{{run}}", path: "" }),
      upload({ run_id: "{{run}}", model_id: "m-0123456789abcdef0123456789abcdef", path: "a" }),
    ],
    "says when there is no run or model": [
      upload({ run_id: "0123456789abcdef0123456789abcdef", path: "a" }),
      upload({ model_id: "m-0123456789abcdef0123456789abcdef", path: "a" }),
    ],
    "refuses paths that climb": [
      ...WITH_RUN,
      upload({ run_id: "{{run}}", path: "../x" }),
      upload({ run_id: "{{run}}", path: "/x" }),
    ],
    "refuses an expiration out of range": [
      ...WITH_RUN,
      upload({ run_id: "{{run}}", path: "a", expiration: 0 }),
      upload({ run_id: "{{run}}", path: "a", expiration: -1 }),
      upload({ run_id: "{{run}}", path: "a", expiration: 604_801 }),
    ],
  }),
  ...cases("artifacts.presignDownload", {
    "refuses a store that can't": [...WITH_RUN, download({ run_id: "{{run}}", path: "a.txt" })],
    "refuses a missing run or path": [...WITH_RUN, download({ path: "a.txt" }), download({ run_id: "{{run}}" })],
    "says when there is no run": [download({ run_id: "0123456789abcdef0123456789abcdef", path: "a" })],
    "refuses paths that climb": [...WITH_RUN, download({ run_id: "{{run}}", path: "../x" })],
    "refuses an expiration out of range": [
      ...WITH_RUN,
      download({ run_id: "{{run}}", path: "a", expiration: 0 }),
      download({ run_id: "{{run}}", path: "a", expiration: 604_801 }),
    ],
  }),
];
