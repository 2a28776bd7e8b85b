import { jsonText, type NamedContent } from "../artifacts/index.ts";
import type { ModelFiles } from "./model-files.ts";

const EXAMPLE = "input_example.json";
const SERVED = "serving_input_example.json";

/** An example of an input as files of the model, and what its MLmodel file says of them. */
export interface SavedExample {
  readonly files: readonly NamedContent[];
  readonly info: Readonly<Record<string, string>>;
}

/**
 * Saves an example of an input: as it is, and as the body of a request to MLflow's scoring server.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what has no JSON form
 */
export function saveExample(example: unknown, type: ModelFiles["exampleType"]): SavedExample {
  const file = (path: string, value: unknown): NamedContent => ({
    path,
    content: new TextEncoder().encode(jsonText(value, path)),
  });
  return {
    files: [file(EXAMPLE, example), file(SERVED, { inputs: example })],
    info: { artifact_path: EXAMPLE, serving_input_path: SERVED, type },
  };
}
