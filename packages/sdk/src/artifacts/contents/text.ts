import { type LoggedContent, single, utf8 } from "./content.ts";

/**
 * A text as an artifact, in UTF-8.
 * @throws MillraceError INVALID_PARAMETER_VALUE for text that is not well-formed Unicode
 */
export function textContent(text: string, path: string): LoggedContent {
  return single(path, utf8(path, text));
}
