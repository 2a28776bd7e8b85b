import { invalidParameter, MillraceError } from "@millrace/contract";
import { openForeignDatabase } from "./dialects/foreign.ts";
import { openDatabase } from "./dialects/open.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { LEDGER } from "./migrations/migrate.ts";
import type { ForeignDatabase } from "./transfer/foreign.ts";

/** How a database stands. */
export interface DatabaseState {
  /** Where it is, without a password. */
  readonly place: string;
  /** The version of its schema; 0 for an empty database. */
  readonly version: number;
  /** The version that this Millrace brings it to. */
  readonly newest: number;
  /** What the database finds wrong with itself. */
  readonly damage: readonly string[];
}

/** What an upgrade did: the versions of the schema before and after. */
export interface Upgrade {
  readonly from: number;
  readonly to: number;
}

const NEWEST = MIGRATIONS.at(-1)?.version ?? 0;

/**
 * Looks at a database without changing it, all of it where the database can do that.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST, or INVALID_PARAMETER_VALUE for one that can't be read or is not ours
 */
export async function inspectDatabase(uri: string): Promise<DatabaseState> {
  await using database = await openForeignDatabase(uri);
  const version = await versionOf(database);
  return { place: database.place, version, newest: NEWEST, damage: await database.damage() };
}

/**
 * Brings the schema of a database up to date; one that is not there is made.
 * @throws MillraceError INVALID_PARAMETER_VALUE for one that can't be used, is not ours or newer
 */
export async function upgradeDatabase(uri: string): Promise<Upgrade> {
  const from = await versionAt(uri);
  const database = await openDatabase(uri);
  await database.close();
  return { from, to: NEWEST };
}

async function versionAt(uri: string): Promise<number> {
  try {
    await using database = await openForeignDatabase(uri);
    return await versionOf(database);
  } catch (error) {
    if (error instanceof MillraceError && error.code === "RESOURCE_DOES_NOT_EXIST") return 0;
    throw error;
  }
}

async function versionOf(database: ForeignDatabase): Promise<number> {
  const tables = await database.tables();
  if (tables.has("alembic_version")) {
    throw invalidParameter(
      `${database.place} belongs to MLflow. Bring its data in with \`millrace import mlflow --from <uri>\`.`,
    );
  }
  if (!tables.has(LEDGER)) return 0;
  const [row] = await database.all<{ version: number | null }>(`SELECT max(version) AS version FROM ${LEDGER}`);
  return Number(row?.version ?? 0);
}
