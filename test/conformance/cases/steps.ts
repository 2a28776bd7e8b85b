import type { Difference, RequestCase, Step, Story } from "../src/case.ts";
import type { Json } from "../src/json.ts";

type Extra = Omit<Step, "method" | "path" | "body" | "query">;

/** The prefix of MLflow's REST API. */
export const API = "/api/2.0/mlflow/";
/** The prefix under which MLflow's own page finds the same endpoints, and a few more. */
export const AJAX = "/ajax-api/2.0/mlflow/";

/** A POST to an endpoint of the REST API. */
export function post(path: string, body: Json, extra: Extra = {}): Step {
  return { method: "POST", path: API + path, body, ...extra };
}

/** A GET from an endpoint of the REST API. */
export function get(path: string, query: NonNullable<Step["query"]> = {}, extra: Extra = {}): Step {
  return { method: "GET", path: API + path, query, ...extra };
}

/** A GET from an endpoint that only MLflow's page uses. */
export function ajaxGet(path: string, query: NonNullable<Step["query"]> = {}, extra: Extra = {}): Step {
  return { method: "GET", path: AJAX + path, query, ...extra };
}

/** Makes the case's experiment; its id is saved as `{{experiment}}`. */
export function experiment(more: { [key: string]: Json } = {}): Step {
  return post("experiments/create", { name: "{{case}}", ...more }, { save: { experiment: "experiment_id" } });
}

/** Makes a run in the case's experiment; its id is saved under the given name. */
export function run(more: { [key: string]: Json } = {}, name = "run"): Step {
  const body = { experiment_id: "{{experiment}}", run_name: name, ...more };
  return post("runs/create", body, { save: { [name]: "run.info.run_id" } });
}

/** The run as it stands now. */
export function getRun(name = "run", extra: Extra = {}): Step {
  return get("runs/get", { run_id: `{{${name}}}` }, extra);
}

/** An experiment and a run in it: how most cases begin. */
export const WITH_RUN: readonly Step[] = [experiment(), run()];

/** Requests that change nothing: what is made after them is made at a later millisecond. */
export const PAUSE: readonly Step[] = Array.from({ length: 10 }, () => ({ method: "GET", path: "/version" }));

/** Millrace refuses the request where MLflow does something else. */
export function refused(id: string, code = "INVALID_PARAMETER_VALUE", status = 400): { differs: Difference } {
  return { differs: { id, status, code } };
}

/** Millrace answers 200 with these values at these paths where MLflow does something else. */
export function answered(id: string, values: Readonly<Record<string, Json>> = {}): { differs: Difference } {
  return { differs: { id, status: 200, values } };
}

/** The cases of one endpoint, by title. */
export function cases(endpoint: string, byTitle: Readonly<Record<string, readonly Step[]>>): RequestCase[] {
  return Object.entries(byTitle).map(([title, steps]) => ({ endpoint, title, steps }));
}

/** Cases of one endpoint that read a story. */
export function casesOf(
  given: Story,
  endpoint: string,
  byTitle: Readonly<Record<string, readonly Step[]>>,
): RequestCase[] {
  return cases(endpoint, byTitle).map((one) => ({ ...one, given }));
}

/** A text of `length` times the same letter. */
export function letters(length: number, letter = "x"): string {
  return letter.repeat(length);
}
