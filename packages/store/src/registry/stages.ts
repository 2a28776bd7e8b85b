import { invalidParameter, type Stage } from "@millrace/contract";
import type { Change } from "./events.ts";
import { type HeldModel, touchModel } from "./held.ts";
import type { VersionRow } from "./rows.ts";

const ARCHIVE: Stage = "Archived";

/**
 * Moves a version to a stage, and on request the other versions of that stage to the archive.
 * @throws MillraceError INVALID_PARAMETER_VALUE when others shall leave a stage that is not in use
 */
export async function moveToStage(
  held: HeldModel,
  row: VersionRow,
  { stage, archiveOthers }: { readonly stage: Stage; readonly archiveOthers: boolean },
): Promise<void> {
  const { sql, now, record } = held;
  if (archiveOthers && stage !== "Staging" && stage !== "Production") {
    throw invalidParameter(
      `Parameter 'archive_existing_versions' can't be true for the stage ${stage}: only versions that leave Staging ` +
        "or Production are archived.",
    );
  }
  const archived = archiveOthers ? await archive(held, stage, row.version) : [];
  await sql.run("UPDATE model_version SET stage = ?, updated_ms = ? WHERE id = ?", [stage, now, row.id]);
  await touchModel(held);
  const moved: Change = { kind: "stage", version: row.version, before: row.stage, after: stage };
  await record(row.stage === stage ? archived : [...archived, moved]);
}

async function archive({ sql, model, now }: HeldModel, stage: Stage, except: number): Promise<Change[]> {
  const others = await sql.all<{ version: number }>(
    "UPDATE model_version SET stage = ?, updated_ms = ? " +
      "WHERE model_id = ? AND deleted = 0 AND stage = ? AND version <> ? RETURNING version",
    [ARCHIVE, now, model.id, stage, except],
  );
  const versions = others.map(({ version }) => version).sort((a, b) => a - b);
  return versions.map((version) => ({ kind: "stage", version, before: stage, after: ARCHIVE }));
}
