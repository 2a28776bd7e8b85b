import { invalidParameter } from "@millrace/contract";
import { arrayOfFrame, convertArray, type ModelInput, type NdArray, textOfValue } from "../../signature/index.ts";
import type { Feeds, OnnxInput } from "./onnx-model.ts";

/**
 * The tensors that a model is run with.
 * @throws MillraceError INVALID_PARAMETER_VALUE for inputs of other names and types than the model's
 */
export function feedsOf(input: ModelInput, inputs: readonly OnnxInput[]): Feeds {
  const arrays = arraysOf(input, inputs);
  if (arrays.size !== inputs.length) throw wrongNames(inputs, [...arrays.keys()]);
  const feeds: Record<string, NdArray> = {};
  for (const one of inputs) {
    const array = arrays.get(one.name);
    if (array === undefined) throw wrongNames(inputs, [...arrays.keys()]);
    feeds[one.name] = typed(array, one);
  }
  return feeds;
}

function arraysOf(input: ModelInput, inputs: readonly OnnxInput[]): ReadonlyMap<string, NdArray> {
  const [first] = inputs;
  const alone = inputs.length === 1 ? first?.name : undefined;
  switch (input.kind) {
    case "named":
      return input.arrays;
    case "array":
    case "scalar":
      if (alone === undefined) throw wrongNames(inputs, []);
      return new Map([[alone, input.array]]);
    case "frame": {
      const { frame } = input;
      if (alone !== undefined) return new Map([[alone, arrayOfFrame(frame)]]);
      // Columns that the model does not take are left out.
      return new Map(
        inputs.flatMap(({ name }) => {
          const column = frame.columns[frame.names.indexOf(name)];
          return column === undefined ? [] : [[name, { ...column, shape: [frame.rows] }] as const];
        }),
      );
    }
    default:
      throw invalidParameter("An ONNX model takes a table, a tensor, or tensors by their names.");
  }
}

function typed(array: NdArray, { name, dtype }: OnnxInput): NdArray {
  if (array.dtype === dtype && dtype !== "str") return array;
  // Tables and JSON have doubles, which no model with floats would take otherwise.
  if (array.dtype === "float64" && dtype === "float32") return convertArray(array, "float32");
  // The runtime makes texts of values of all sorts.
  if (dtype === "str" && Array.isArray(array.values)) {
    return { ...array, dtype: "str", values: array.values.map(textOfValue) };
  }
  throw invalidParameter(`The input ${name} is of type ${array.dtype}, and the ONNX model takes ${dtype}.`);
}

function wrongNames(inputs: readonly OnnxInput[], given: readonly string[]): Error {
  const names = inputs.map(({ name }) => name).join(", ");
  return invalidParameter(
    `The ONNX model takes the inputs ${names}, and not ${given.join(", ") || "one without a name"}.`,
  );
}
