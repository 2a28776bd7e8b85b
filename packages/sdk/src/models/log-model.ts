import { stat } from "node:fs/promises";
import { checkLoggedModelName, type LoggedModelInfo as WireInfo } from "@millrace/contract";
import {
  loggedModelPlace,
  type NamedContent,
  type StorageSettings,
  Tally,
  type TransferOptions,
} from "../artifacts/index.ts";
import { forEachAtOnce } from "../artifacts/at-once.ts";
import type { Client } from "../client/index.ts";
import { type JavaScriptModel, javascriptFiles } from "./flavors/javascript.ts";
import { type OnnxModel, onnxFiles } from "./flavors/onnx.ts";
import { saveExample } from "./input-example.ts";
import { formatMlmodel, MLMODEL } from "./mlmodel.ts";
import type { ModelFiles } from "./model-files.ts";
import type { ModelSignature } from "./signature.ts";

/** A model to log: ONNX, JavaScript, or files with flavors of another kind. */
export type ModelInput = OnnxModel | JavaScriptModel | ModelFiles;

/** How a model is logged. */
export interface LogModelOptions extends TransferOptions {
  /** Its name in the experiment; several may have the same. Without `/ : . % " '`. */
  readonly name: string;
  readonly experimentId: string;
  /** The run that made it; it lists the model among its outputs and gives it its parameters. */
  readonly runId?: string;
  /** The step of the run at which it was made. Default: 0. */
  readonly step?: number;
  /** What it takes and gives. Default: what can be told from the model itself. */
  readonly signature?: ModelSignature;
  /** An example of an input, saved with the model: nested lists by input, or what `predict` takes. */
  readonly inputExample?: unknown;
  /** What should be known of it, for its MLmodel file. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** Groups models for searches, such as `classifier`. */
  readonly modelType?: string;
  readonly storage?: StorageSettings;
}

/** A model that was logged. */
export interface LoggedModelReference {
  readonly modelId: string;
  readonly name: string;
  /** `models:/<model id>`, for `loadModel` and the registry. */
  readonly modelUri: string;
  /** Where its files are. */
  readonly artifactUri: string;
  readonly signature?: ModelSignature;
}

const AT_ONCE = 8;
/** What real MLflow takes in one request. */
const MOST_PARAMS = 100;

/**
 * Logs a model: makes a logged model of the experiment, uploads its files with an MLmodel file that MLflow reads, and
 * says that it is ready; when that fails, that it failed.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a name or a model that can't be logged; what the server or the
 *   storage says
 */
export async function logModel(
  client: Client,
  model: ModelInput,
  options: LogModelOptions,
): Promise<LoggedModelReference> {
  checkLoggedModelName(options.name, "name");
  const made = "flavors" in model ? model : await (model.flavor === "onnx" ? onnxFiles(model) : javascriptFiles(model));
  const info = await create(client, options);
  try {
    const signature = await upload(client, info, made, options);
    await client.loggedModels.finalize({ model_id: info.model_id, status: "LOGGED_MODEL_READY" });
    return {
      modelId: info.model_id,
      name: info.name,
      modelUri: `models:/${info.model_id}`,
      artifactUri: info.artifact_uri,
      ...(signature && { signature }),
    };
  } catch (error) {
    const failed = { model_id: info.model_id, status: "LOGGED_MODEL_UPLOAD_FAILED" } as const;
    // The error at hand says more than one of telling it.
    await client.loggedModels.finalize(failed).catch(() => undefined);
    throw error;
  }
}

/** Makes the logged model, still without files, with the parameters of its run. */
async function create(client: Client, options: LogModelOptions): Promise<WireInfo> {
  const { name, experimentId, runId, step = 0, modelType, tags = {} } = options;
  const ofRun = runId === undefined ? [] : ((await client.runs.get({ run_id: runId })).run.data.params ?? []);
  const all = { ...Object.fromEntries(ofRun.map(({ key, value }) => [key, value])), ...options.params };
  const params = pairs(all);
  const { model } = await client.loggedModels.create({
    experiment_id: experimentId,
    name,
    ...(modelType !== undefined && { model_type: modelType }),
    ...(runId !== undefined && { source_run_id: runId }),
    params: params.slice(0, MOST_PARAMS),
    tags: pairs(tags),
  });
  const { model_id } = model.info;
  for (let at = MOST_PARAMS; at < params.length; at += MOST_PARAMS) {
    await client.loggedModels.logParams({ model_id, params: params.slice(at, at + MOST_PARAMS) });
  }
  if (runId !== undefined) await client.runs.logOutputs({ run_id: runId, models: [{ model_id, step }] });
  return model.info;
}

async function upload(
  client: Client,
  info: WireInfo,
  made: ModelFiles,
  options: LogModelOptions,
): Promise<ModelSignature | undefined> {
  const { inputExample, runId, metadata, storage } = options;
  const signature = options.signature ?? made.signature;
  const example = inputExample === undefined ? undefined : saveExample(inputExample, made.exampleType);
  const files = [...made.files, ...(example?.files ?? [])];
  const sizes = await Promise.all(files.map(sizeOf));
  const mlmodel = await formatMlmodel({
    flavors: made.flavors,
    signature,
    modelId: info.model_id,
    runId,
    artifactPath: info.artifact_uri,
    created: `${new Date().toISOString().slice(0, -1).replace("T", " ")}000`,
    sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
    metadata,
    inputExample: example?.info,
  });
  const place = await loggedModelPlace(client, info.model_id, storage);
  const tally = new Tally(options);
  for (const size of sizes) tally.expect(size);
  await forEachAtOnce(files, AT_ONCE, options.signal, async ({ path, content }, signal) => {
    await place.write(path, content, { signal, onBytes: tally.watching(path) });
    tally.complete(path);
  });
  // It goes last: where it is, all others are.
  await place.write(MLMODEL, new TextEncoder().encode(mlmodel), { signal: options.signal });
  return signature;
}

async function sizeOf({ content }: NamedContent): Promise<number> {
  return content instanceof Uint8Array ? content.length : (await stat(content.file)).size;
}

function pairs(record: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(record).map(([key, value]) => ({ key, value }));
}
