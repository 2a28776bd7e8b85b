import type { ArtifactStores } from "@millrace/artifacts";
import { decodeBody, type Int64, PurgeInput, PurgeResult, stringifyJson } from "@millrace/contract";
import type { NewJob, TrashStore } from "@millrace/store";
import type { JobKind } from "../jobs/kind.ts";
import { purgeTrash } from "./purge.ts";

/** The kind of the jobs that purge. */
export const PURGE_KIND = "trash.purge";

/** What purge jobs work with. */
export interface PurgePlaces {
  readonly trash: TrashStore;
  readonly artifacts: ArtifactStores;
  /** What `mlflow-artifacts:/` stands for. */
  readonly destination: string;
}

/** A job that purges, to be queued. */
export function purgeJob(input: PurgeInput, by: { user: string; reason: string }, uniqueKey?: string): NewJob {
  return {
    kind: PURGE_KIND,
    input: stringifyJson(input),
    user: by.user,
    reason: by.reason,
    ...(uniqueKey === undefined ? {} : { uniqueKey }),
  };
}

/** Purges as jobs: what was purged before a crash is gone, so a job goes on with what is left. */
export function purgeKind(places: PurgePlaces): JobKind {
  return {
    name: PURGE_KIND,
    resumes: true,
    run: async (text, { signal, checkpoint, progress, log, note }) => {
      const input = decodeBody(PurgeInput, text);
      const result = await purgeTrash(input, {
        ...places,
        signal,
        before: checkpoint === undefined ? undefined : decodeBody(PurgeResult, checkpoint),
        onPurged: () => undefined,
        onFailed: ({ kind, id }, reason) => log(`${kind} ${id} stays in the trash. ${reason}`),
        onProgress: (done, soFar) => {
          progress(done, undefined, describePurge(soFar));
          note(JSON.stringify(soFar));
        },
      });
      const done = doneOf(result);
      progress(done, done, describePurge(result));
      log(describePurge(result));
      return result;
    },
  };
}

/** A purge in a sentence, such as `Purged 1 experiment, 3 runs and 0 logged models: 12 objects with 3456 bytes.` */
export function describePurge(result: PurgeResult): string {
  const { experiments, runs, logged_models: models } = result.items;
  const count = (number: Int64, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const items = `${count(experiments, "experiment")}, ${count(runs, "run")} and ${count(models, "logged model")}`;
  const objects = `${count(result.objects, "object")} with ${count(result.bytes, "byte")}`;
  const failed = result.failed_count === 0 ? "" : `; ${count(result.failed_count, "item")} could not be purged`;
  return `${result.dry_run ? "Would purge" : "Purged"} ${items}: ${objects}${failed}.`;
}

function doneOf({ items, failed_count: failed }: PurgeResult): number {
  return Number(items.experiments) + Number(items.runs) + Number(items.logged_models) + Number(failed);
}
