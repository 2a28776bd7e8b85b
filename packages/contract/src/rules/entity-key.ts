import { showValue } from "../decode/show-value.ts";
import { invalidParameter } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import { checkLength } from "./characters.ts";

/** The bulk of keys: none of these can break a rule but the one on length. */
const PLAIN = /^[A-Za-z0-9_\- :]+$/;
const ALLOWED = /^[\p{L}\p{N}_/.\- :]+$/u;

/**
 * Checks the key of a metric, parameter or tag: up to 250 letters, digits and `_ - . : /` or spaces, and no path that
 * would normalise to another one, since clients keep keys as file names.
 * @param path where the key stands in the request, such as `metrics[0].key`
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkEntityKey(key: string, path: string): void {
  if (!PLAIN.test(key)) checkForm(key, path);
  checkLength(key, LIMITS.entityKey, path);
}

function checkForm(key: string, path: string): void {
  if (!ALLOWED.test(key)) {
    throw invalidParameter(
      `Parameter '${path}' has the value ${showValue(key)}; a key needs one character or more, each a letter, a digit, ` +
        "an underscore, a dash, a period, a colon, a slash or a space.",
    );
  }
  if (key.startsWith("..") || key.split("/").some((part) => part === "" || part === "." || part === "..")) {
    throw invalidParameter(
      `Parameter '${path}' has the value ${showValue(key)}; a key must be a normal relative path: not starting or ` +
        "ending with a slash, without '//' and without the parts '.' and '..'.",
    );
  }
}
