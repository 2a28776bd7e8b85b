import type { Sql } from "../database/sql.ts";
import type { RunArtifacts } from "../store.ts";
import { noRun } from "./rows.ts";

/**
 * Where a run, active or deleted, keeps its artifacts.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST
 */
export async function runArtifacts(sql: Sql, runId: string): Promise<RunArtifacts> {
  const row = await sql.get<{ artifact_uri: string; artifact_location: string }>(
    "SELECT run.artifact_uri, experiment.artifact_location FROM run " +
      "JOIN experiment ON experiment.id = run.experiment_id WHERE run.uuid = ?",
    [runId],
  );
  if (row === undefined) throw noRun(runId);
  return { uri: row.artifact_uri, experimentLocation: row.artifact_location };
}
