import { MillraceError } from "@millrace/contract";
import type { DatabaseState } from "@millrace/store/maintenance";
import type { Command } from "commander";
import { addCommand, asGroup } from "../../command/define.ts";
import { jsonOption } from "../../command/options.ts";
import { placeSettings } from "../../command/places.ts";
import type { Io } from "../../io.ts";
import { type OutputFlags, tell } from "../../render/tell.ts";
import type { View } from "../../render/view.ts";

const URI = [
  "[uri]",
  "The database, as in --backend-store-uri. Default: the server's. [MLFLOW_BACKEND_STORE_URI]",
] as const;

/** Fills `millrace db`. */
export function db(group: Command, io: Io): void {
  asGroup(group);
  addCommand<OutputFlags>(group, io, "upgrade", {
    doc:
      "Brings the schema of a database up to date, or makes a new one. The server does the same when it starts; a SQLite " +
      "file is backed up before.",
    operands: [URI],
    options: [jsonOption()],
    examples: [
      ["db upgrade sqlite:///millrace.db", "Upgrade a SQLite file"],
      ["db upgrade postgresql://user:password@host/db", "Upgrade a PostgreSQL database"],
    ],
    run: runUpgrade,
  });
  addCommand<OutputFlags>(group, io, "check", {
    doc: "Looks at a database, all of it where it is a SQLite file, and changes nothing. Ends with 1 when something is wrong.",
    operands: [URI],
    options: [jsonOption()],
    examples: [["db check sqlite:///millrace.db", "Check a SQLite file, while a server runs on it or not"]],
    run: runCheck,
  });
}

async function runUpgrade(flags: OutputFlags, io: Io, operands: readonly string[]): Promise<void> {
  const uri = await uriFrom(operands);
  const { upgradeDatabase } = await import("@millrace/store/maintenance");
  const { from, to } = await upgradeDatabase(uri);
  const view =
    from === to
      ? `The schema is up to date: version ${to}.`
      : `The schema was of version ${from} and is of version ${to}.`;
  tell(io, flags, { from, to }, view);
}

async function runCheck(flags: OutputFlags, io: Io, operands: readonly string[]): Promise<void> {
  const uri = await uriFrom(operands);
  const { inspectDatabase } = await import("@millrace/store/maintenance");
  const state = await inspectDatabase(uri);
  const problem = problemOf(state);
  tell(io, flags, { ...state, is_sound: problem === undefined }, stateView(state));
  if (problem !== undefined) throw problem;
}

function stateView({ place, version, newest, damage }: DatabaseState): View {
  return {
    fields: [
      ["Database", place],
      ["Schema", version === newest ? `${version}, up to date` : `${version}; this Millrace has ${newest}`],
      ...damage.map((line) => ["Damage", { text: line, look: "red" }] as const),
    ],
  };
}

function problemOf({ version, newest, damage }: DatabaseState): MillraceError | undefined {
  if (damage.length > 0) {
    return new MillraceError(
      "INTERNAL_ERROR",
      "The database is damaged. Stop the server, keep the file, and go back to a backup.",
    );
  }
  if (version > newest) {
    return new MillraceError(
      "INTERNAL_ERROR",
      "A newer Millrace made the database. Use that one, or a newer one still.",
    );
  }
  if (version < newest) {
    return new MillraceError("INTERNAL_ERROR", "The schema is old. Bring it up to date with `millrace db upgrade`.");
  }
  return undefined;
}

async function uriFrom([given]: readonly string[]): Promise<string> {
  if (given !== undefined) return given;
  const { configFrom } = await import("@millrace/server");
  return configFrom(placeSettings({})).backendStoreUri;
}
