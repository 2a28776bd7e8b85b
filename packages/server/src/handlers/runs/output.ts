import { checkRunId, type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { lineNumber, pageSize } from "../limits.ts";

/** States in which a program may still print. */
const GOING_ON = new Set(["RUNNING", "SCHEDULED"]);

export const output: Handler<typeof endpoints.runs.output> = async (request, { store }) => {
  checkRunId(request.run_id, "run_id");
  const offset = lineNumber(request.offset);
  const size = pageSize(request.max_results, LIMITS.runOutputPage, LIMITS.runOutputPage);
  const { status, lines } = await store.runOutput.read(request.run_id, offset, size);
  const next = Number(lines.at(-1)?.number ?? offset - 1) + 1;
  return { lines, next_offset: next, is_complete: !GOING_ON.has(status) && lines.length < size };
};
