import { type endpoints, invalidParameter, parseJson } from "@millrace/contract";
import type { Handler } from "../handler.ts";

const HISTORY_TAG = "mlflow.log-model.history";
const REQUIRED = ["run_id", "artifact_path", "utc_time_created", "flavors"] as const;

export const logModel: Handler<typeof endpoints.runs.logModel> = async (request, { store }) => {
  await store.runs.appendToTag(request.run_id, HISTORY_TAG, readModel(request.model_json));
  return {};
};

/** The part of a model document that the history keeps, in the order that clients know it. */
function readModel(json: string): object {
  const model = parseModel(json);
  for (const name of REQUIRED) {
    if (!Object.hasOwn(model, name)) throw invalidParameter(`Parameter 'model_json' lacks the member '${name}'.`);
  }
  const { run_id, artifact_path, utc_time_created, model_uuid = null, flavors } = model;
  return { run_id, artifact_path, utc_time_created, model_uuid, flavors };
}

function parseModel(json: string): Record<string, unknown> {
  try {
    const model = parseJson(json);
    if (typeof model === "object" && model !== null && !Array.isArray(model)) return { ...model };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw invalidParameter("Parameter 'model_json' is not the text of a JSON object.");
}
