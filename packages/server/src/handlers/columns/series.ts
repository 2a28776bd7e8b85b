import { type endpoints, type Int64, invalidParameter, LIMITS, Raw, SERIES_MEDIA_TYPE } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { boundedList } from "../limits.ts";

export const series: Handler<typeof endpoints.columns.series> = async (request, { store }) => {
  const { start_step: startStep, end_step: endStep } = request;
  const runIds = boundedList(request.run_id, LIMITS.seriesRuns, "run_id");
  const keys = boundedList(request.metric_key, LIMITS.seriesKeys, "metric_key");
  const width = checkedWidth(request.width);
  checkSize(runIds.length, keys.length, width);
  const body = await store.tables.series({ runIds, keys, width, ...checkedRange(startStep, endStep) });
  return new Raw(SERIES_MEDIA_TYPE, body);
};

function checkedWidth(width: number = LIMITS.seriesWidthDefault): number {
  if (width >= 1 && width <= LIMITS.seriesWidth) return width;
  throw invalidParameter(
    `Parameter 'width' has the value ${width}; expected an integer from 1 to ${LIMITS.seriesWidth}.`,
  );
}

/** The answer is held as a whole, so it has a limit of its own. */
function checkSize(runs: number, keys: number, width: number): void {
  const buckets = runs * keys * width;
  if (buckets <= LIMITS.seriesBuckets) return;
  throw invalidParameter(
    `${runs} runs × ${keys} keys × width ${width} are ${buckets} buckets; one answer holds at most ` +
      `${LIMITS.seriesBuckets}: ask for fewer runs or keys, or a smaller width.`,
  );
}

function checkedRange(startStep?: Int64, endStep?: Int64): { startStep?: Int64; endStep?: Int64 } {
  if (startStep !== undefined && endStep !== undefined && startStep > endStep) {
    throw invalidParameter(`Parameter 'start_step' is ${startStep}, which is after 'end_step', ${endStep}.`);
  }
  return { ...(startStep === undefined ? {} : { startStep }), ...(endStep === undefined ? {} : { endStep }) };
}
