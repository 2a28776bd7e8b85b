import { invalidParameter } from "@millrace/contract";
import type { ForeignDatabase } from "@millrace/store/transfer";
import { REVISIONS } from "./revisions.ts";

/** What an MLflow database has, as far as its revisions differ. */
export interface Schema {
  readonly tables: ReadonlySet<string>;
  /** A condition on the rows of a table that belong to the default workspace: `1 = 1` where there are no workspaces. */
  readonly inDefault: (table: string) => string;
  /** The column `inputs.step`, or 0 where it is missing. */
  readonly inputStep: string;
}

/**
 * Looks at what there is.
 * @throws MillraceError INVALID_PARAMETER_VALUE when it is no database of MLflow or one of a revision that is not read.
 */
export async function readSchema(database: ForeignDatabase): Promise<Schema> {
  const tables = await database.tables();
  if (!tables.has("alembic_version") || !tables.has("experiments") || !tables.has("runs")) {
    throw invalidParameter(`${database.place} is no database of an MLflow tracking server.`);
  }
  await checkRevision(database);
  const workspaces = (await database.columns("experiments")).has("workspace");
  const steps = (await database.columns("inputs")).has("step");
  return {
    tables,
    inDefault: (table) => (workspaces ? `${table}.workspace = 'default'` : "1 = 1"),
    inputStep: steps ? database.int64Column("inputs.step") : "0",
  };
}

async function checkRevision(database: ForeignDatabase): Promise<void> {
  const rows = await database.all<{ version_num: string }>("SELECT version_num FROM alembic_version");
  const revision = rows.map((row) => row.version_num).join(", ");
  if (REVISIONS.includes(revision)) return;
  throw invalidParameter(
    `${database.place} has MLflow's schema revision '${revision}', which Millrace does not know. Bring it up to date ` +
      "with `mlflow db upgrade` of MLflow 3.17.2, then import it again.",
  );
}
