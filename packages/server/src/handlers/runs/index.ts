import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { append } from "./append.ts";
import { appendOutput } from "./append-output.ts";
import { begin } from "./begin.ts";
import { create } from "./create.ts";
import { deleteRun } from "./delete.ts";
import { deleteTag } from "./delete-tag.ts";
import { get } from "./get.ts";
import { logBatch } from "./log-batch.ts";
import { logInputs } from "./log-inputs.ts";
import { logModel } from "./log-model.ts";
import { logOutputs } from "./log-outputs.ts";
import { logParameter } from "./log-parameter.ts";
import { output } from "./output.ts";
import { restore } from "./restore.ts";
import { search } from "./search.ts";
import { setTag } from "./set-tag.ts";
import { update } from "./update.ts";

/** The handlers of the endpoints of runs. */
export const runs: NounHandlers<typeof endpoints.runs> = {
  create,
  begin,
  get,
  update,
  delete: deleteRun,
  restore,
  search,
  logParameter,
  setTag,
  deleteTag,
  logBatch,
  append,
  appendOutput,
  output,
  logModel,
  logInputs,
  logOutputs,
};
