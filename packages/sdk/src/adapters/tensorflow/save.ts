import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ModelSignature, tensorField } from "../../models/index.ts";
import type { TrainedModel } from "../adapter.ts";
import { MODULE } from "./module.ts";
import type { LayersModel, ModelArtifacts, SaveResult, SymbolicTensor } from "./types.ts";

const TOPOLOGY = "model.json";
const WEIGHTS = "weights.bin";

/**
 * Saves a model in the layout of TensorFlow.js, which `tf.loadLayersModel` reads too, beside a module that predicts with
 * it. The files are there until it is disposed of.
 */
export async function saveModel(model: LayersModel): Promise<TrainedModel> {
  const folder = await mkdtemp(path.join(tmpdir(), "millrace-model-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const module = path.join(folder, "model.mjs");
  const topology = path.join(folder, TOPOLOGY);
  const weights = path.join(folder, WEIGHTS);
  try {
    await writeFile(module, MODULE);
    await model.save({ save: (artifacts) => write(artifacts, topology, weights) });
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    model: { flavor: "javascript", module, files: [topology, weights] },
    options: { signature: signatureOf(model) },
    [Symbol.asyncDispose]: remove,
  };
}

async function write(artifacts: ModelArtifacts, topology: string, weights: string): Promise<SaveResult> {
  const { weightSpecs = [], weightData = [], ...document } = artifacts;
  const weightsManifest = [{ paths: [WEIGHTS], weights: weightSpecs }];
  await writeFile(topology, JSON.stringify({ ...document, weightsManifest }));
  const parts = Array.isArray(weightData) ? weightData : [weightData];
  await writeFile(
    weights,
    parts.map((part) => new Uint8Array(part)),
  );
  return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
}

function signatureOf({ inputs, outputs }: LayersModel): ModelSignature {
  return { inputs: inputs.map(fieldOf), outputs: outputs.map(fieldOf) };
}

function fieldOf({ name, dtype, shape }: SymbolicTensor) {
  return tensorField(
    name,
    dtype === "string" ? "object" : dtype,
    shape.map((length) => length ?? -1),
  );
}
