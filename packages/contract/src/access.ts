/** What a caller may do with an object; each level holds the ones before it. */
export type Permission = "read" | "edit" | "manage";

/**
 * The kinds of objects that permissions are given on. A run, a logged model, a metric or an input belongs to its
 * experiment; an artifact that goes through the proxy to the experiment whose id its path begins with.
 */
export type Securable = "experiment" | "run" | "logged-model" | "registered-model" | "artifact";

/**
 * Who may call an endpoint.
 * - `public`: anyone, without signing in;
 * - `signed-in`: every user;
 * - `administrator`: users who administer the server;
 * - `permission`: users with `level` on each object of kind `on` whose ids stand in the request's `field`
 *   (for lists, objects without it are left out of the answer);
 * - `each-given`: whoever passes all of `rules` whose field the request has, where the endpoint sees to it that it has
 *   at least one of them.
 */
export type AccessRule =
  | { readonly rule: "public" }
  | { readonly rule: "signed-in" }
  | { readonly rule: "administrator" }
  | { readonly rule: "permission"; readonly level: Permission; readonly on: Securable; readonly field: string }
  | { readonly rule: "each-given"; readonly rules: readonly AccessRule[] };

export const PUBLIC: AccessRule = { rule: "public" };
export const SIGNED_IN: AccessRule = { rule: "signed-in" };
export const ADMINISTRATOR: AccessRule = { rule: "administrator" };

/** The rule "needs `level` on the experiment(s) named in `field`". */
export function onExperiment(level: Permission, field = "experiment_id"): AccessRule {
  return { rule: "permission", level, on: "experiment", field };
}

/** The rule "needs `level` on the experiment of the run(s) named in `field`". */
export function onRun(level: Permission, field = "run_id"): AccessRule {
  return { rule: "permission", level, on: "run", field };
}

/** The rule "needs `level` on the experiment of the logged model(s) named in `field`". */
export function onLoggedModel(level: Permission, field = "model_id"): AccessRule {
  return { rule: "permission", level, on: "logged-model", field };
}

/** The rule "needs `level` on the registered model(s) named in `field`". */
export function onRegisteredModel(level: Permission, field = "name"): AccessRule {
  return { rule: "permission", level, on: "registered-model", field };
}

/** The rule "needs `level` on the experiment that the proxied artifact path in `field` lies in". */
export function onArtifact(level: Permission, field = "artifact_path"): AccessRule {
  return { rule: "permission", level, on: "artifact", field };
}

/** The rule "needs what each of these rules asks for whose field is given", for requests that name one of several objects. */
export function onEachGiven(...rules: readonly AccessRule[]): AccessRule {
  return { rule: "each-given", rules };
}
