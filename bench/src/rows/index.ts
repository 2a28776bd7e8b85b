import { artifactDownload, artifactUpload } from "./artifact-large.ts";
import { artifactSmall } from "./artifact-small.ts";
import { cliStart } from "./cli-start.ts";
import { getRun } from "./get-run.ts";
import { history } from "./history.ts";
import { historyBulk } from "./history-bulk.ts";
import { importMlflow } from "./import.ts";
import { load } from "./load.ts";
import { logBatch } from "./log-batch.ts";
import { logMetric } from "./log-metric.ts";
import type { Row } from "./row.ts";
import { run } from "./run.ts";
import { sdkLogMetric } from "./sdk-log-metric.ts";
import { search } from "./search.ts";
import { searchPages } from "./search-pages.ts";
import { serveOnnx, servePython } from "./serve.ts";
import { start } from "./start.ts";

/** All rows, in the order of the table. */
export const ROWS: readonly Row[] = [
  logMetric,
  logBatch,
  run,
  getRun,
  search,
  searchPages,
  history,
  historyBulk,
  load,
  start,
  cliStart,
  artifactSmall,
  artifactUpload,
  artifactDownload,
  importMlflow,
  sdkLogMetric,
  servePython,
  serveOnnx,
];
