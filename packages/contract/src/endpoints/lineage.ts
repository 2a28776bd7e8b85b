import { SIGNED_IN } from "../access.ts";
import { endpoint } from "../endpoint.ts";
import { Lineage } from "../messages/lineage.ts";
import { int32, message, optional, requiredText, text } from "../schema.ts";

/** Lineage, beyond MLflow's protocol: what came from what. */
export const lineage = {
  get: endpoint({
    name: "lineage.get",
    method: "GET",
    paths: ["/api/millrace/v1/lineage"],
    request: message({
      kind: requiredText(),
      id: requiredText(),
      direction: optional(text()),
      depth: optional(int32()),
    }),
    response: Lineage,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: SIGNED_IN,
    doc:
      "Gives what a dataset, run, logged model or model version (`kind`) was made from and what was made from it " +
      "(`direction` up, down or both), up to `depth` steps away (1..50, default 10), at most 1,000 things.",
  }),
};
