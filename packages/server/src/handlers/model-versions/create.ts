import {
  checkLength,
  checkModelName,
  checkNewTags,
  checkVersionTag,
  type endpoints,
  isPrompt,
  LIMITS,
} from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { checkSource } from "./source.ts";

export const create: Handler<typeof endpoints.modelVersions.create> = async (request, context) => {
  const { name, run_id: runId = "", model_id: modelId = "", run_link: runLink = "", description = "" } = request;
  checkModelName(name, "name");
  const tags = checkNewTags(request.tags ?? [], checkVersionTag);
  checkLength(runId, LIMITS.modelText, "run_id");
  checkLength(runLink, LIMITS.modelText, "run_link");
  checkLength(description, LIMITS.modelDescription, "description");
  const source = await checkSource(request.source, { runId, modelId, isPrompt: isPrompt(tags) }, context);
  const version = { name, source, runId, modelId, runLink, description, tags };
  return { model_version: await context.store.modelVersions.create(version, context.caller) };
};
