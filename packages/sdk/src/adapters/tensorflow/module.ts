/**
 * The module of a saved model. It is run where the model is loaded, with the TensorFlow.js of that program: beside the
 * model, of the program's own file, or of the folder that it was started in. It takes nested lists or tensors, one or by
 * the names of the inputs, and gives nested lists: one, or by the names of the outputs.
 */
export const MODULE = `import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGES = ["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node", "@tensorflow/tfjs"];

const tf = findTensorFlow();
const model = await load();

function findTensorFlow() {
  const program = process.argv[1] ?? "";
  for (const place of [fileURLToPath(import.meta.url), path.resolve(program), path.resolve("program.js")]) {
    const require = createRequire(place);
    for (const name of PACKAGES) {
      const file = found(require, name);
      if (file !== undefined) return require(file);
    }
  }
  throw new Error("This model needs TensorFlow.js: install @tensorflow/tfjs or @tensorflow/tfjs-node in your program.");
}

function found(require, name) {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

async function load() {
  const { weightsManifest, ...rest } = JSON.parse(await readFile(new URL("model.json", import.meta.url), "utf8"));
  const { buffer, byteOffset, byteLength } = await readFile(new URL("weights.bin", import.meta.url));
  const weightData = buffer.slice(byteOffset, byteOffset + byteLength);
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  return tf.loadLayersModel({ load: async () => ({ ...rest, weightSpecs, weightData }) });
}

export async function predict(input) {
  const outputs = tf.tidy(() => [model.predict(tensorsOf(input))].flat());
  try {
    const values = await Promise.all(outputs.map((output) => output.array()));
    return values.length === 1 ? values[0] : Object.fromEntries(values.map((value, at) => [model.outputNames[at], value]));
  } finally {
    tf.dispose(outputs);
  }
}

function tensorsOf(input) {
  const byName = typeof input === "object" && input !== null && !Array.isArray(input) && !isTensor(input);
  if (!byName && model.inputs.length > 1) {
    throw new TypeError("The model has several inputs; give them by their names: " + model.inputNames.join(", ") + ".");
  }
  return model.inputs.map(({ dtype }, at) => {
    const name = model.inputNames[at];
    const value = byName ? input[name] : input;
    if (value === undefined) throw new TypeError("The model's input " + JSON.stringify(name) + " is missing.");
    return isTensor(value) ? value : tf.tensor(value, undefined, dtype);
  });
}

function isTensor(value) {
  return value instanceof tf.Tensor;
}
`;
