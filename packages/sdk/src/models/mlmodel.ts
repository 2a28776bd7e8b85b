import { invalidParameter, PROTOCOL_VERSION } from "@millrace/contract";
import { formatSignature, type ModelSignature, parseSignature } from "./signature.ts";

/** The name of the file that says what a model is. */
export const MLMODEL = "MLmodel";

/** What is said of each way to load a model, such as `onnx`, by its name. */
export type Flavors = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What the MLmodel file says. */
export interface ModelDocument {
  readonly flavors: Flavors;
  readonly signature?: ModelSignature | undefined;
  readonly modelId?: string | undefined;
  readonly runId?: string | undefined;
  /** Where it was saved first. */
  readonly artifactPath?: string | undefined;
  /** `YYYY-MM-DD HH:MM:SS.ffffff`, UTC. */
  readonly created?: string | undefined;
  /** Of all its files without the MLmodel file. */
  readonly sizeBytes?: number | undefined;
  /** What its maker wants to be known. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** How the example of an input was saved. */
  readonly inputExample?: Readonly<Record<string, string>> | undefined;
}

/** Writes an MLmodel file that MLflow reads. */
export async function formatMlmodel(document: ModelDocument): Promise<string> {
  const { stringify } = await import("yaml");
  const { signature, inputExample, metadata } = document;
  const fields = {
    artifact_path: document.artifactPath,
    flavors: document.flavors,
    mlflow_version: PROTOCOL_VERSION,
    model_id: document.modelId ?? null,
    model_size_bytes: document.sizeBytes,
    model_uuid: document.modelId,
    prompts: null,
    run_id: document.runId,
    saved_input_example_info: inputExample,
    ...(signature !== undefined && {
      signature: formatSignature(signature),
      is_signature_from_type_hint: false,
      type_hint_from_example: false,
    }),
    metadata,
    utc_time_created: document.created,
  };
  // Python reads YAML 1.1, in which more texts have to be quoted.
  return stringify(fields, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });
}

/**
 * Reads an MLmodel file.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is none
 */
export async function parseMlmodel(text: string): Promise<ModelDocument> {
  const fields = await readYaml(text);
  const { flavors } = fields;
  if (!isRecord(flavors))
    throw invalidParameter("The MLmodel file names no flavors, so there is no way to load the model.");
  const textAt = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === "string" ? value : undefined;
  };
  const { model_size_bytes: size, metadata, saved_input_example_info: example } = fields;
  return {
    flavors: Object.fromEntries(Object.entries(flavors).filter(isFlavor)),
    signature: parseSignature(fields.signature),
    modelId: textAt("model_id"),
    runId: textAt("run_id"),
    artifactPath: textAt("artifact_path"),
    created: textAt("utc_time_created"),
    sizeBytes: typeof size === "number" ? size : undefined,
    metadata: isRecord(metadata) ? metadata : undefined,
    inputExample: isRecord(example) ? textsOf(example) : undefined,
  };
}

async function readYaml(text: string): Promise<Record<string, unknown>> {
  const { parse } = await import("yaml");
  let reason = "it is no mapping";
  try {
    const fields: unknown = parse(text, { version: "1.1", schema: "core" });
    if (isRecord(fields)) return fields;
  } catch (error) {
    reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
  throw invalidParameter(`The MLmodel file can't be read: ${reason}.`);
}

function isFlavor(entry: [string, unknown]): entry is [string, Record<string, unknown>] {
  return isRecord(entry[1]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textsOf(record: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, String(value)]));
}
