import { invalidParameter, RUN_NAME_TAG, type RunTag, showValue } from "@millrace/contract";
import { ADJECTIVES, NOUNS } from "./words.ts";

const HIGHEST_NUMBER = 1000;

/**
 * The name of a new run: `run_name`, or the tag `mlflow.runName`, or a random one.
 * @throws MillraceError INVALID_PARAMETER_VALUE when both are given and differ.
 */
export function chooseRunName(runName: string | undefined, tags: readonly RunTag[]): string {
  const tag = tags.find(({ key }) => key === RUN_NAME_TAG)?.value;
  if (runName && tag && runName !== tag) {
    throw invalidParameter(
      `Parameter 'run_name' is ${showValue(runName)} but the tag '${RUN_NAME_TAG}' is ${showValue(tag)}; give one of ` +
        "them, or the same twice.",
    );
  }
  return runName || tag || randomRunName();
}

/** A name such as `brave-otter-417`: at most 20 characters. */
export function randomRunName(): string {
  return `${pick(ADJECTIVES)}-${pick(NOUNS)}-${Math.floor(Math.random() * (HIGHEST_NUMBER + 1))}`;
}

function pick(words: readonly string[]): string {
  return words[Math.floor(Math.random() * words.length)] ?? "";
}
