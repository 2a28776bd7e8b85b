import { pathToFileURL } from "node:url";
import { invalidParameter } from "@millrace/contract";

/** The function of a JavaScript model. */
export type Predict = (input: unknown, params?: Readonly<Record<string, unknown>>) => unknown;

/**
 * Runs the module of a JavaScript model, with all the rights of this program, and gives its `predict`.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a module without `predict`; what the module throws
 */
export async function loadJavaScript(file: string): Promise<Predict> {
  const module: unknown = await import(pathToFileURL(file).href);
  const predict = predictOf(module) ?? predictOf(isObject(module) && "default" in module ? module.default : undefined);
  if (predict !== undefined) return predict;
  throw invalidParameter(`The module "${file}" of the model exports no function \`predict\`.`);
}

function predictOf(module: unknown): Predict | undefined {
  if (!isObject(module) || !("predict" in module)) return undefined;
  const { predict } = module;
  return isFunction(predict) ? (input, params) => predict.call(module, input, params) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isFunction(value: unknown): value is Predict {
  return typeof value === "function";
}
