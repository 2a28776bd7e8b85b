import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { API, experiment, get, post, run } from "../steps.ts";

type Fields = { [key: string]: Json };
type Extra = Partial<Step>;

/** A model that no server has. */
export const NO_MODEL = "m-0123456789abcdef0123456789abcdef";

/** Makes a logged model in the case's experiment; its id is saved under the given name. */
export function logged(more: Fields = {}, name = "model", extra: Extra = {}): Step {
  const body = { experiment_id: "{{experiment}}", name, ...more };
  return post("logged-models", body, { save: { [name]: "model.info.model_id" }, ...extra });
}

/** Tries to make a logged model in the case's experiment. */
export function tryLogged(more: Fields, extra: Extra = {}): Step {
  return post("logged-models", { experiment_id: "{{experiment}}", ...more }, extra);
}

/** The logged model as it stands now. */
export function getLogged(name = "model", extra: Extra = {}): Step {
  return get(`logged-models/{{${name}}}`, {}, extra);
}

/** A request for a part of a logged model. */
export function onLogged(method: string, path: string, body?: Json, extra: Extra = {}): Step {
  return { method, path: `${API}logged-models/${path}`, ...(body === undefined ? {} : { body }), ...extra };
}

/** Finishes the case's logged model. */
export function finalize(status: Json, extra: Extra = {}): Step {
  return onLogged("PATCH", "{{model}}", { model_id: "{{model}}", status }, extra);
}

/** An experiment and a logged model in it: how most cases begin. */
export const WITH_MODEL: readonly Step[] = [experiment(), logged()];
/** The same, and a run. */
export const WITH_RUN_AND_MODEL: readonly Step[] = [experiment(), run(), logged({ source_run_id: "{{run}}" })];
