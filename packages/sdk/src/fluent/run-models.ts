import {
  loadModel as load,
  type LoadedModel,
  type LoadedOnnx,
  type LoadModelOptions,
  type LoadOnnxOptions,
  type LoggedModelReference,
  logModel,
  type LogModelOptions,
  type ModelInput,
} from "../models/index.ts";
import type { Client } from "../client/index.ts";
import type { ModelVersion } from "./entities/registry.ts";
import { rememberLogged } from "./model-source.ts";
import { registerModel } from "./register.ts";
import { getClient } from "./tracking.ts";

/** How a run logs a model. */
export interface RunModelOptions extends Omit<LogModelOptions, "name" | "runId" | "experimentId"> {
  /** Its name in the experiment. Default: `model`. */
  readonly name?: string;
  /** Makes it the next version of this registered model, which is made when it is not there. */
  readonly registeredModelName?: string;
}

/** The run that a model is logged to. */
export interface ModelRun {
  readonly client: Client;
  readonly runId: string;
  readonly info: { readonly experimentId?: string };
  flush(): Promise<void>;
}

/** A model that a run logged, and the version that was made of it. */
export interface RunModel extends LoggedModelReference {
  readonly version?: ModelVersion;
}

/**
 * Logs a model of a run, after all that the run logged before; the parameters of the run become the model's.
 * @throws MillraceError as `logModel` of the models, and when the server has not taken what was logged before
 */
export async function logRunModel(run: ModelRun, model: ModelInput, options: RunModelOptions): Promise<RunModel> {
  const { name = "model", registeredModelName, ...others } = options;
  await run.flush();
  const { runId } = run;
  const experimentId = run.info.experimentId ?? (await run.client.runs.get({ run_id: runId })).run.info.experiment_id;
  const logged = await logModel(run.client, model, { ...others, name, runId, experimentId });
  rememberLogged(logged);
  if (registeredModelName === undefined) return logged;
  return { ...logged, version: await registerModel(logged.modelUri, registeredModelName) };
}

/**
 * Loads a model: `runs:/<run id>/<name>`, `models:/<name>/<version>`, `models:/<name>@<alias>`, `models:<name>` for the
 * newest version, `models:/<logged model id>`, a URI of a store, or a folder of this machine. A JavaScript model is a
 * program: loading it runs it with all the rights of this one, so load only what you would run, or ask for
 * `flavor: "onnx"`.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no model, NOT_IMPLEMENTED for one of another kind than ONNX
 *   and JavaScript, and when onnxruntime-node is not installed
 */
export function loadModel(modelUri: string, options: LoadOnnxOptions): Promise<LoadedOnnx>;
export function loadModel(modelUri: string, options?: LoadModelOptions): Promise<LoadedModel>;
export function loadModel(modelUri: string, options: LoadModelOptions = {}): Promise<LoadedModel> {
  return load(getClient(), modelUri, options);
}
