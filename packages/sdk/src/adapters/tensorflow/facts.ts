import type { LoggedValue } from "../../fluent/values.ts";
import type { TrainingFacts } from "../adapter.ts";
import type { Callback, LayersModel } from "./types.ts";

/** The file of a run that shows the layers of its model, as MLflow calls it. */
const SUMMARY = "model_summary.txt";

/** What `fit` was told, by MLflow's names for it. */
const FIT_PARAMS = {
  epochs: "epochs",
  batchSize: "batch_size",
  initialEpoch: "initial_epoch",
  steps: "steps_per_epoch",
  samples: "samples",
} as const;

/** What is known when a training begins, as MLflow names it for Keras. */
export function factsOf({ model, params }: Pick<Callback, "model" | "params">): TrainingFacts {
  return { params: { ...fitParams(params), ...modelParams(model) }, texts: { [SUMMARY]: summaryOf(model) } };
}

function fitParams(params: Callback["params"]): Record<string, LoggedValue> {
  const said = Object.entries(FIT_PARAMS).flatMap(([name, key]) => {
    const value = params[name];
    return typeof value === "number" ? [[key, value] as const] : [];
  });
  return Object.fromEntries(said);
}

function modelParams(model: LayersModel): Record<string, LoggedValue> {
  const config = Object.entries(model.optimizer.getConfig() ?? {}).map(
    ([name, value]) => [`optimizer_${snakeCase(name)}`, valueOf(value)] as const,
  );
  return {
    optimizer_name: model.optimizer.getClassName(),
    ...Object.fromEntries(config),
    loss: lossOf(model.loss),
    // Sequential models hide the layer of their inputs from those who write them.
    layers: model.layers.filter((layer) => layer.getClassName() !== "InputLayer").length,
    total_params: model.countParams(),
  };
}

/** `learningRate` as `learning_rate`, `beta1` as `beta_1`. */
function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z])([A-Z\d])/g, "_$1").toLowerCase();
}

function lossOf(loss: unknown): LoggedValue {
  if (Array.isArray(loss)) return loss.map(lossOf);
  if (typeof loss !== "object" || loss === null) return valueOf(loss);
  return Object.fromEntries(Object.entries(loss).map(([output, one]) => [output, lossOf(one)]));
}

function valueOf(value: unknown): LoggedValue {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "object":
      return value;
    case "function":
      return value.name === "" ? "function" : value.name;
    default:
      return null;
  }
}

function summaryOf(model: LayersModel): string {
  const lines: string[] = [];
  model.summary(undefined, undefined, (line = "") => lines.push(line));
  return `${lines.join("\n")}\n`;
}
