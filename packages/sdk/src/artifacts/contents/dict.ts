import { invalidParameter } from "@millrace/contract";
import { type LoggedContent, single, utf8 } from "./content.ts";
import { jsonText } from "./json-text.ts";

/**
 * Plain data as an artifact: YAML when the path ends in `.yaml` or `.yml`, otherwise JSON, in which numbers that are
 * not finite become null.
 * @throws MillraceError INVALID_PARAMETER_VALUE for data that can't be written so
 */
export async function dictContent(data: object, path: string): Promise<LoggedContent> {
  const isYaml = /\.ya?ml$/i.test(path);
  return single(path, utf8(path, isYaml ? await yamlText(data, path) : jsonText(data, path, 2)));
}

async function yamlText(data: object, path: string): Promise<string> {
  const { stringify } = await import("yaml");
  try {
    // Python reads YAML 1.1, in which more texts have to be quoted.
    return stringify(data, { version: "1.1", indent: 2, aliasDuplicateObjects: false, lineWidth: 0 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidParameter(`The data for '${path}' can't be written as YAML (${reason}); give plain data.`);
  }
}
