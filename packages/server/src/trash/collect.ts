import { ArtifactStores } from "@millrace/artifacts";
import type { PurgeResult, TrashKind } from "@millrace/contract";
import { openStore, type Store, type TrashIds } from "@millrace/store";
import type { ServerConfig } from "../config/config.ts";
import { deletedBefore } from "./age.ts";
import { purgeTrash } from "./purge.ts";
import { Tally } from "./tally.ts";

/** What a clean-up without a server is to remove. */
export interface CollectRequest {
  /** Only these; when nothing is named, all that lies in the trash. */
  readonly ids: TrashIds;
  /** Of ended jobs: these, or all of them, or none. */
  readonly jobs: readonly string[] | "all" | "none";
  /** Only what was deleted, or ended, longer ago than this, such as `30d`. */
  readonly olderThan: string | undefined;
  readonly dryRun: boolean;
  readonly keepArtifacts: boolean;
}

/** What hears of a clean-up. */
export interface CollectListener {
  readonly signal: AbortSignal;
  readonly onPurged: (item: { kind: TrashKind; id: string }) => void;
  readonly onFailed: (item: { kind: TrashKind; id: string }, reason: string) => void;
}

/**
 * Purges straight on the database and the artifact stores of a server, which may run or not.
 * @returns what was removed, and the ids of the jobs that were
 * @throws MillraceError for what is named and is not in the trash, before anything is removed
 */
export async function collectTrash(
  config: ServerConfig,
  request: CollectRequest,
  listener: CollectListener,
): Promise<PurgeResult & { jobs: string[] }> {
  const before = deletedBefore(request.olderThan, "older_than");
  await using store = await openStore({
    uri: config.backendStoreUri,
    artifactRoot: config.defaultArtifactRoot.replace(/\/+$/, ""),
    // What fails there is packing, and nothing is written here.
    onBackgroundError: () => undefined,
  });
  const { experimentIds, runIds, loggedModelIds } = request.ids;
  await store.trash.check(request.ids, before);
  const input = {
    experiment_ids: [...experimentIds],
    run_ids: [...runIds],
    logged_model_ids: [...loggedModelIds],
    kinds: [],
    deleted_before: before,
    dry_run: request.dryRun,
    keep_artifacts: request.keepArtifacts,
  };
  const namesItems = experimentIds.length + runIds.length + loggedModelIds.length > 0;
  const namesOnlyJobs = !namesItems && typeof request.jobs === "object";
  const result = namesOnlyJobs
    ? new Tally().result(request.dryRun)
    : await purgeTrash(input, {
        ...listener,
        trash: store.trash,
        artifacts: new ArtifactStores(config.artifactOptions),
        destination: config.artifactsDestination,
        onProgress: () => undefined,
      });
  return { ...result, jobs: await removeJobs(store, request, before) };
}

async function removeJobs(store: Store, { jobs, dryRun }: CollectRequest, before: number): Promise<string[]> {
  if (jobs === "none" || dryRun) return [];
  return store.jobs.removeEnded({ before, ...(jobs === "all" ? {} : { ids: jobs }) });
}
