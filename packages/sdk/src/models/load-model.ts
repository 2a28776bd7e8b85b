import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { doesNotExist, invalidParameter, MillraceError } from "@millrace/contract";
import type { Client } from "../client/index.ts";
import { loadJavaScript } from "./flavors/load-javascript.ts";
import { loadOnnx } from "./flavors/load-onnx.ts";
import type { Tensor } from "./flavors/tensor.ts";
import { MLMODEL, type ModelDocument, parseMlmodel } from "./mlmodel.ts";
import { type FetchOptions, fetchModel, type ModelFolder } from "./model-folder.ts";
import type { ModelSignature } from "./signature.ts";

/** The kinds of models that are loaded here. */
export type LoadedFlavor = "onnx" | "javascript";

/** How a model is loaded. */
export interface LoadModelOptions extends FetchOptions {
  /** The only kind that is accepted: with `onnx`, no code of the model is run. Default: ONNX where the model has it. */
  readonly flavor?: LoadedFlavor;
}

/** Only ONNX models are accepted, so that the outputs are known to be tensors. */
export type LoadOnnxOptions = LoadModelOptions & { readonly flavor: "onnx" };

/** An ONNX model that is ready to predict: it gives tensors by the names of its outputs. */
export type LoadedOnnx = LoadedModel<Readonly<Record<string, Tensor>>>;

/** A model that is ready to predict. `await using` closes it with its block. */
export interface LoadedModel<Output = unknown> extends AsyncDisposable {
  readonly flavor: LoadedFlavor;
  /** What its MLmodel file says. */
  readonly metadata: ModelDocument;
  readonly signature: ModelSignature | undefined;
  /** Where its files are. */
  readonly folder: string;
  /**
   * Predicts. An ONNX model takes tensors by the names of its inputs (one alone where it has one input) and gives
   * tensors by the names of its outputs; a JavaScript model takes and gives what its `predict` does.
   * @throws MillraceError INVALID_PARAMETER_VALUE for inputs that an ONNX model can't take; what a JavaScript model throws
   */
  predict(input: unknown, params?: Readonly<Record<string, unknown>>): Promise<Output>;
  /** Frees what it holds, and removes its files when they were downloaded to a temporary folder. */
  close(): Promise<void>;
}

/**
 * Loads a model from `runs:/<id>/<path>`, `models:/<name>/<version>`, `models:/<name>@<alias>`, `models:/<model id>`, a
 * URI of a store, or a folder of this machine. A JavaScript model is a program: loading it runs it with all the rights
 * of this one, so load only what you would run, or ask for `flavor: "onnx"`.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no model, NOT_IMPLEMENTED for a model of other kinds and
 *   when onnxruntime-node is not installed, INVALID_PARAMETER_VALUE for files that are no model
 */
export function loadModel(client: Client, uri: string, options: LoadOnnxOptions): Promise<LoadedOnnx>;
export function loadModel(client: Client, uri: string, options?: LoadModelOptions): Promise<LoadedModel>;
export async function loadModel(client: Client, uri: string, options: LoadModelOptions = {}): Promise<LoadedModel> {
  const fetched = await fetchModel(client, uri, options);
  try {
    return await open(uri, fetched, options.flavor);
  } catch (error) {
    await fetched.clean();
    throw error;
  }
}

async function open(
  uri: string,
  { folder, clean }: ModelFolder,
  wanted: LoadedFlavor | undefined,
): Promise<LoadedModel> {
  const metadata = await parseMlmodel(await readMlmodel(uri, folder));
  const flavor = chooseFlavor(uri, metadata, wanted);
  const { predict, close } = await openers[flavor](await modelFile(folder, metadata, flavor));
  const closeAll = async (): Promise<void> => {
    await close();
    await clean();
  };
  return {
    flavor,
    metadata,
    signature: metadata.signature,
    folder,
    predict,
    close: closeAll,
    [Symbol.asyncDispose]: closeAll,
  };
}

type Opened = Pick<LoadedModel, "predict" | "close">;

const openers: Readonly<Record<LoadedFlavor, (file: string) => Promise<Opened>>> = {
  onnx: loadOnnx,
  async javascript(file) {
    const predict = await loadJavaScript(file);
    return { predict: async (input, params) => predict(input, params), close: async () => undefined };
  },
};

/** Which field of the flavor names the file that is opened. */
const FILE_FIELDS: Readonly<Record<LoadedFlavor, string>> = { onnx: "data", javascript: "module" };

async function readMlmodel(uri: string, folder: string): Promise<string> {
  try {
    return await readFile(path.join(folder, MLMODEL), "utf8");
  } catch (error) {
    const message = `There is no model at "${uri}": it has no file ${MLMODEL}.`;
    throw new MillraceError("RESOURCE_DOES_NOT_EXIST", message, { cause: error });
  }
}

function chooseFlavor(uri: string, { flavors }: ModelDocument, wanted: LoadedFlavor | undefined): LoadedFlavor {
  const accepted: readonly LoadedFlavor[] = wanted === undefined ? ["onnx", "javascript"] : [wanted];
  const chosen = accepted.find((flavor) => Object.hasOwn(flavors, flavor));
  if (chosen !== undefined) return chosen;
  throw new MillraceError(
    "NOT_IMPLEMENTED",
    `The model at "${uri}" has the flavors ${Object.keys(flavors).join(", ")}; ${accepted.join(" and ")} can be loaded here.`,
  );
}

/**
 * The file that a flavor names, which must lie in the model's folder.
 * @throws MillraceError INVALID_PARAMETER_VALUE for one that does not, RESOURCE_DOES_NOT_EXIST when it is not there
 */
export async function modelFile(folder: string, { flavors }: ModelDocument, flavor: LoadedFlavor): Promise<string> {
  const name = flavors[flavor]?.[FILE_FIELDS[flavor]];
  const { checkArtifactPath } = await import("@millrace/artifacts");
  if (typeof name !== "string") throw invalidParameter(`The MLmodel file does not say where the ${flavor} model is.`);
  const file = path.join(folder, checkArtifactPath(name, FILE_FIELDS[flavor]));
  const [root, real] = await Promise.all([realpath(folder), realpath(file).catch(() => undefined)]);
  if (real === undefined) throw doesNotExist(`The model's file "${name}" is not there.`);
  const relative = path.relative(root, real);
  if (relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative)) return real;
  throw invalidParameter(`The model's file "${name}" is a link that leads out of its folder.`);
}
