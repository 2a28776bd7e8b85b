import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { API, get, post } from "../steps.ts";

type Extra = Partial<Step>;
type Fields = { [key: string]: Json };

/** Where versions come from that need no run: MLflow asks nothing of such an address. */
export const SOURCE = "s3://bucket/model";

/** A PATCH or a DELETE of an endpoint of the REST API. */
export function change(method: "PATCH" | "DELETE", path: string, body: Json, extra: Extra = {}): Step {
  return { method, path: API + path, body, ...extra };
}

/** Makes the case's registered model. */
export function model(more: Fields = {}, extra: Extra = {}): Step {
  return post("registered-models/create", { name: "{{case}}", ...more }, extra);
}

/** The registered model as it stands now. */
export function getModel(name = "{{case}}"): Step {
  return get("registered-models/get", { name });
}

/** Makes the next version of the case's model. */
export function version(more: Fields = {}, extra: Extra = {}): Step {
  return post("model-versions/create", { name: "{{case}}", source: SOURCE, ...more }, extra);
}

/** A version of the case's model as it stands now. */
export function getVersion(number: string | number = 1, extra: Extra = {}): Step {
  return get("model-versions/get", { name: "{{case}}", version: number }, extra);
}

/** Points an alias of the case's model at a version. */
export function alias(name: Json, number: Json = "1", extra: Extra = {}): Step {
  return post("registered-models/alias", { name: "{{case}}", alias: name, version: number }, extra);
}

/** Moves a version of the case's model to a stage. */
export function stage(name: Json, number: Json = "1", more: Fields = {}, extra: Extra = {}): Step {
  const fields = { name: "{{case}}", version: number, stage: name, archive_existing_versions: false };
  return post("model-versions/transition-stage", { ...fields, ...more }, extra);
}

/** Takes a version of the case's model away. */
export function deleteVersion(number: Json = "1", extra: Extra = {}): Step {
  return change("DELETE", "model-versions/delete", { name: "{{case}}", version: number }, extra);
}

/** A model with one version: how many cases begin. */
export const WITH_VERSION: readonly Step[] = [model(), version()];
