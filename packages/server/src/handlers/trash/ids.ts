import { invalidParameter, LIMITS } from "@millrace/contract";
import type { TrashIds } from "@millrace/store";

interface GivenIds {
  readonly experiment_ids?: readonly string[];
  readonly run_ids?: readonly string[];
  readonly logged_model_ids?: readonly string[];
}

/**
 * The ids in a request.
 * @throws MillraceError INVALID_PARAMETER_VALUE for too many
 */
export function idsOf({ experiment_ids, run_ids, logged_model_ids }: GivenIds): TrashIds {
  const ids = {
    experimentIds: experiment_ids ?? [],
    runIds: run_ids ?? [],
    loggedModelIds: logged_model_ids ?? [],
  };
  const count = countOf(ids);
  if (count <= LIMITS.trashIds) return ids;
  throw invalidParameter(`The request names ${count} items; at most ${LIMITS.trashIds} are allowed.`);
}

export function countOf({ experimentIds, runIds, loggedModelIds }: TrashIds): number {
  return experimentIds.length + runIds.length + loggedModelIds.length;
}
