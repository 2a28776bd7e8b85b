import { showValue } from "../decode/show-value.ts";
import { invalidParameter } from "../errors.ts";
import type { Int64 } from "../int64.ts";

const WRITER = /^[A-Za-z0-9_-]{1,64}$/;
const CHOSEN_RUN_ID = /^[0-9a-f]{32}$/;

/** The place of a batch among those that one writer logs to a run: 1, 2, 3 … */
export interface Turn {
  readonly writer: string;
  readonly sequence: number;
}

/**
 * Checks the place of a batch.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkTurn({ writer, sequence }: { readonly writer: string; readonly sequence: Int64 }): Turn {
  if (!WRITER.test(writer)) {
    throw invalidParameter(
      `Parameter 'writer' has the value ${showValue(writer)}; expected 1 to 64 letters, digits, '_' and '-'.`,
    );
  }
  if (typeof sequence === "bigint" || sequence < 1) {
    throw invalidParameter(`Parameter 'sequence' has the value ${sequence}; expected an integer from 1 to 2^53 - 1.`);
  }
  return { writer, sequence };
}

/**
 * Checks the id that a client has chosen for a new run.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkChosenRunId(runId: string): void {
  if (CHOSEN_RUN_ID.test(runId)) return;
  throw invalidParameter(
    `Parameter 'run_id' has the value ${showValue(runId)}; a new run's id has 32 hexadecimal digits, in lower case.`,
  );
}
