import { checkRunId, type endpoints, invalidParameter, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { lineNumber } from "../limits.ts";

export const appendOutput: Handler<typeof endpoints.runs.appendOutput> = async (request, { store }) => {
  checkRunId(request.run_id, "run_id");
  const { lines = [] } = request;
  if (lines.length > LIMITS.runOutputPage) {
    throw invalidParameter(`At most ${LIMITS.runOutputPage} lines can be sent at once, not ${lines.length}.`);
  }
  const tooLong = lines.find(({ text }) => text.length > LIMITS.runOutputLine);
  if (tooLong !== undefined) {
    throw invalidParameter(`A line can have at most ${LIMITS.runOutputLine} characters, not ${tooLong.text.length}.`);
  }
  const { nextOffset, status } = await store.runOutput.append(request.run_id, lineNumber(request.offset), lines);
  return { next_offset: nextOffset, status };
};
