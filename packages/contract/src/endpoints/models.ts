import { onRegisteredModel, SIGNED_IN } from "../access.ts";
import { endpoint } from "../endpoint.ts";
import { ModelEvent, ModelEventKind, ModelPointers, ResolvedModel } from "../messages/model-history.ts";
import { ModelVersion } from "../messages/registry.ts";
import { int64, list, message, optional, requiredText, text } from "../schema.ts";

/** The history of registered models and the way back in it, beyond MLflow's protocol. */
export const models = {
  resolve: endpoint({
    name: "models.resolve",
    method: "GET",
    paths: ["/api/millrace/v1/models/resolve"],
    request: message({ uri: requiredText() }),
    response: ResolvedModel,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: SIGNED_IN,
    doc: "Says what a `runs:` or `models:` URI means now, and where the files are.",
  }),
  timeline: endpoint({
    name: "models.timeline",
    method: "GET",
    paths: ["/api/millrace/v1/models/{name}/timeline"],
    request: message({
      name: requiredText(),
      version: optional(text()),
      kind: optional(list(ModelEventKind)),
      max_results: optional(int64()),
      page_token: optional(text()),
    }),
    response: message({ events: list(ModelEvent), next_page_token: optional(text()) }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("read"),
    doc: "Lists who changed what of a registered model, when and why, the newest first; also of one that is deleted.",
  }),
  at: endpoint({
    name: "models.at",
    method: "GET",
    paths: ["/api/millrace/v1/models/{name}/at"],
    request: message({ name: requiredText(), time: int64() }),
    response: ModelPointers,
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("read"),
    doc: "Says which version each stage and alias pointed to at a time, in milliseconds since the epoch.",
  }),
  return: endpoint({
    name: "models.return",
    method: "POST",
    paths: ["/api/millrace/v1/models/{name}/return"],
    request: message({
      name: requiredText(),
      alias: optional(text()),
      stage: optional(text()),
      version: optional(text()),
      event_id: optional(text()),
      reason: optional(text()),
    }),
    response: message({ model_version: optional(ModelVersion) }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: onRegisteredModel("edit"),
    doc:
      "Points an alias or a stage back at a version, or at what it pointed to after an event of the timeline; the " +
      "versions that leave the stage are archived. Without a version in the answer, the alias is gone as it was then.",
  }),
};
