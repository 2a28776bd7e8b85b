import { checkEntityKey, checkParam, checkRunTag, invalidParameter } from "@millrace/contract";

const KEPT_KEYS = 10_000;
const REFUSE = { truncateLongValues: false };

/** Checks what is logged, at the call, by the rules that the server will check it by. */
export class Checks {
  /** Keys that were found to be right: checking text anew would be most of the cost of logging a point. */
  readonly #keys = new Set<string>();

  /** @throws MillraceError INVALID_PARAMETER_VALUE */
  point(key: string, value: number, step: number, timestamp: number): void {
    if (!this.#keys.has(key)) this.#newKey(key);
    if (typeof value === "number" && Number.isSafeInteger(step) && Number.isSafeInteger(timestamp) && timestamp >= 0)
      return;
    throw invalidPoint(key, value, step, timestamp);
  }

  #newKey(key: string): void {
    checkText("key", key);
    checkEntityKey(key, "key");
    if (this.#keys.size >= KEPT_KEYS) this.#keys.clear();
    this.#keys.add(key);
  }
}

function invalidPoint(key: string, value: number, step: number, timestamp: number): Error {
  if (typeof value !== "number") return invalidParameter(`The value of metric '${key}' is no number: ${typeof value}.`);
  if (!Number.isSafeInteger(step)) {
    return invalidParameter(`The step of metric '${key}' is ${step}; give an integer between -2^53 and 2^53.`);
  }
  return invalidParameter(
    `The timestamp of metric '${key}' is ${timestamp}; give whole milliseconds since 1970, not less than 0.`,
  );
}

/** @throws MillraceError INVALID_PARAMETER_VALUE */
export function checkGivenParam(key: string, value: string): void {
  checkText("key", key);
  checkText("value", value);
  checkParam({ key, value }, REFUSE);
}

/** @throws MillraceError INVALID_PARAMETER_VALUE */
export function checkGivenTag(key: string, value: string): void {
  checkText("key", key);
  checkText("value", value);
  checkRunTag({ key, value }, REFUSE);
}

function checkText(path: string, value: unknown): void {
  if (typeof value !== "string") throw invalidParameter(`Parameter '${path}' is no text but ${typeof value}.`);
}
