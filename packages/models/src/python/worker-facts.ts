import { MillraceError } from "@millrace/contract";

/** What a worker says of the model that it has loaded. */
export interface WorkerFacts {
  /** MLflow's version. */
  readonly mlflow: string;
  /** Python's version. */
  readonly python: string;
  /** The module that loaded the model, such as `mlflow.sklearn`. */
  readonly loader: string;
  /** Whether the model and its signature may allow requests to be predicted together. */
  readonly joins: boolean;
}

/**
 * Reads a worker's JSON.
 * @throws MillraceError INTERNAL_ERROR when it is not what a worker says
 */
export function parseFacts(text: string): WorkerFacts {
  const value: unknown = JSON.parse(text);
  if (typeof value === "object" && value !== null && "mlflow" in value && "python" in value && "loader" in value) {
    const { mlflow, python, loader } = value;
    if (typeof mlflow === "string" && typeof python === "string" && typeof loader === "string") {
      return { mlflow, python, loader, joins: "joins" in value && value.joins === true };
    }
  }
  throw new MillraceError("INTERNAL_ERROR", "A worker does not say what it has loaded: it is not of this version.");
}
