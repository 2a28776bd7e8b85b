import { invalidParameter } from "@millrace/contract";

/** How often a path may have been percent-encoded on top of what HTTP itself decodes. */
const MAX_ENCODINGS = 10;
const ENCODED_BYTE = /%([0-9a-f]{2})/gi;
const ENCODED_SEPARATOR = /%(?:2f|5c)/i;
/** A name up to what a URL parser might cut off: matrix parameters or a query. */
const NAME_PROPER = /^[^;?]*/;
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for.
const CONTROL = /[\u0000-\u001f\u007f]/;
const DRIVE = /^[a-z]:/i;
const SCHEME = /^(?:file:|[a-z][a-z0-9+.-]*:\/)/i;

/**
 * Checks a path inside an artifact store that came from outside. Returns it without slashes at the end; "" and "." are the
 * root. What HTTP encodes must be decoded already, once: a `%` in the path is part of a name, unless decoding it
 * further would lead elsewhere.
 * @param field the parameter's name, for the message
 * @throws {MillraceError} INVALID_PARAMETER_VALUE for a path that is absolute, leaves its root or could be read so by
 *   anything that decodes, resolves or parses it once more
 */
export function checkArtifactPath(text: string, field: string): string {
  const problem = problemOf(text, problemOfPath);
  if (problem !== undefined) {
    throw invalidParameter(
      `Invalid path for "${field}": ${problem}. Give a path relative to the artifact root, such as "model/MLmodel".`,
    );
  }
  const path = text.replace(/\/+$/, "");
  return path === "." ? "" : path;
}

/**
 * Checks a root URI or local path: whatever it names, no part of it may lead up, in any spelling.
 * @param field the parameter's name, for the message
 * @throws {MillraceError} INVALID_PARAMETER_VALUE
 */
export function checkRoot(uri: string, field: string): void {
  const problem = uri.trim() === "" ? "it is empty" : problemOf(uri, problemAnywhere);
  if (problem !== undefined) throw invalidParameter(`Invalid "${field}": ${problem}.`);
}

/** Looks for a problem in the text as it is and in all that percent-decoding makes of it. */
function problemOf(text: string, problemOfForm: (form: string) => string | undefined): string | undefined {
  if (!text.isWellFormed()) return "it holds half of a surrogate pair";
  let form = text;
  for (let round = 0; round <= MAX_ENCODINGS; round += 1) {
    const problem = problemOfForm(form);
    if (problem !== undefined) return problem;
    const decoded = form.replace(ENCODED_BYTE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (decoded === form) return undefined;
    form = decoded;
  }
  return `it is percent-encoded more than ${MAX_ENCODINGS} times`;
}

function problemOfPath(form: string): string | undefined {
  if (form.includes("#")) return 'it holds a "#"';
  if (/^[/\\]/.test(form)) return "it is absolute";
  if (DRIVE.test(form)) return "it starts with a drive letter";
  if (SCHEME.test(form)) return "it is a URI";
  const names = form.replace(/\/$/, "").split("/");
  if (form !== "" && names.includes("")) return "it has an empty name between two slashes";
  if (names.length > 1 && names.includes(".")) return 'it has a name "."';
  return problemAnywhere(form);
}

function problemAnywhere(form: string): string | undefined {
  if (CONTROL.test(form)) return "it holds a control character";
  if (ENCODED_SEPARATOR.test(form)) return "it holds a percent-encoded separator";
  const names = form.split(/[/\\]/).map((name) => NAME_PROPER.exec(name)?.[0] ?? "");
  return names.includes("..") ? 'it has a name ".."' : undefined;
}

/**
 * True for the path of a stored file that can be shown, and joined to a folder without leaving it. It need not pass
 * `checkArtifactPath`: a name with a `#` in it is safe, though it can't be asked for.
 */
export function isSafePath(path: string): boolean {
  return !path.includes("\0") && path.split(/[/\\]/).every((name) => name !== "" && name !== "." && name !== "..");
}
