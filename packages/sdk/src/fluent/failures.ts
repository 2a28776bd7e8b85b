import { type ErrorCode, MillraceError } from "@millrace/contract";

/** Gives what a call gives; undefined when it is refused with this code. */
export async function unless<Result>(code: ErrorCode, call: Promise<Result>): Promise<Result | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof MillraceError && error.code === code) return undefined;
    throw error;
  }
}
