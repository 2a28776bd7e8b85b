import { type endpoints, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { lineNumber, pageSize } from "../limits.ts";

/** States in which no line can come any more. */
const ENDED = new Set(["SUCCEEDED", "FAILED", "CANCELLED"]);

export const log: Handler<typeof endpoints.jobs.log> = async (request, { store }) => {
  const offset = lineNumber(request.offset);
  const size = pageSize(request.max_results, LIMITS.jobLogPage, LIMITS.jobLogPage);
  const { state, lines } = await store.jobs.log(request.job_id, offset, size);
  const next = Number(lines.at(-1)?.number ?? offset - 1) + 1;
  return { lines, next_offset: next, is_complete: ENDED.has(state) && lines.length < size };
};
