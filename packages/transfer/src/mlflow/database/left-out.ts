import type { ForeignDatabase } from "@millrace/store/transfer";
import type { LeftOut } from "../source.ts";
import { DELETED_STAGE } from "../values.ts";
import type { Schema } from "./schema.ts";

/** The tables whose rows are brought in, and those that only repeat what is in others. */
const TAKEN = new Set([
  "alembic_version",
  "datasets",
  "experiment_tags",
  "experiments",
  "input_tags",
  "inputs",
  "latest_metrics",
  "logged_model_metrics",
  "logged_model_params",
  "logged_model_tags",
  "logged_models",
  "metrics",
  "model_version_tags",
  "model_versions",
  "params",
  "registered_model_aliases",
  "registered_model_tags",
  "registered_models",
  "runs",
  "tags",
]);

/** Counts what is not brought in: tables that have no place here, other workspaces, rows that refer to nothing. */
export async function readLeftOut(database: ForeignDatabase, schema: Schema): Promise<LeftOut[]> {
  const found: LeftOut[] = [];
  const count = async (what: string, from: string): Promise<void> => {
    const [row] = await database.all<{ n: number }>(`SELECT count(*) AS n FROM ${from}`);
    const n = Number(row?.n ?? 0);
    if (n > 0) found.push({ what, count: n });
  };
  for (const table of [...schema.tables].sort()) {
    if (TAKEN.has(table) || table.startsWith("sqlite_") || table.startsWith("_alembic_tmp_")) continue;
    const condition = table === "workspaces" ? " WHERE name <> 'default'" : "";
    await count(`table ${table}`, `"${table}"${condition}`);
  }
  await count(
    "deleted model versions (their numbers stay taken)",
    `model_versions WHERE ${schema.inDefault("model_versions")} AND current_stage = '${DELETED_STAGE}'`,
  );
  await count(
    "inputs of runs or datasets that are gone",
    "inputs WHERE source_type = 'DATASET' AND (source_id NOT IN (SELECT dataset_uuid FROM datasets) " +
      "OR destination_id NOT IN (SELECT run_uuid FROM runs)) " +
      "OR source_type IN ('RUN_INPUT', 'RUN_OUTPUT') AND source_id NOT IN (SELECT run_uuid FROM runs)",
  );
  for (const table of ["experiments", "registered_models"]) {
    await count(`${table.replace("_", " ")} of other workspaces`, `${table} WHERE NOT (${schema.inDefault(table)})`);
  }
  return found;
}
