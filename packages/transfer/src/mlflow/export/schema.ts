import type { Sql } from "@millrace/store/transfer";
import { HEAD } from "../database/revisions.ts";
import { parseTables } from "./notation.ts";
import { EVALUATION } from "./tables/evaluation.ts";
import { GATEWAY } from "./tables/gateway.ts";
import { OPERATION } from "./tables/operation.ts";
import { REGISTRY } from "./tables/registry.ts";
import { TRACES } from "./tables/traces.ts";
import { TRACKING } from "./tables/tracking.ts";

const TABLES = [TRACKING, REGISTRY, TRACES, EVALUATION, GATEWAY, OPERATION].flatMap(parseTables);

/** MLflow encrypts a secret together with its id and its name, so they must stay. */
const GUARD = `CREATE TRIGGER prevent_secrets_aad_mutation BEFORE UPDATE ON secrets FOR EACH ROW
WHEN OLD.secret_id <> NEW.secret_id OR OLD.secret_name <> NEW.secret_name
BEGIN SELECT RAISE(ABORT, 'the id and the name of a secret can not change'); END`;

/** Makes the tables of MLflow 3.17.2 with what its own migrations put into them, but without indexes. */
export async function createTables(sql: Sql): Promise<void> {
  for (const { create } of TABLES) await sql.run(create);
  await sql.run(GUARD);
  await sql.run("INSERT INTO alembic_version (version_num) VALUES (?)", [HEAD]);
  await sql.run("INSERT INTO workspaces (name) VALUES ('default')");
}

/** Makes the indexes: when all rows are there, it takes the least time. */
export async function createIndexes(sql: Sql): Promise<void> {
  for (const { indexes } of TABLES) for (const index of indexes) await sql.run(index);
}
