import { changeOf } from "./events.ts";
import type { HeldModel } from "./held.ts";

/** Points an alias of a model at one of its versions, or removes it when no version is given. */
export async function moveAlias(held: HeldModel, alias: string, version: number | undefined): Promise<void> {
  const { sql, model, record } = held;
  const row = await sql.get<{ version: number }>(
    "SELECT version FROM registered_model_alias WHERE model_id = ? AND alias = ?",
    [model.id, alias],
  );
  if (row?.version === version) return;
  if (version === undefined) {
    await sql.run("DELETE FROM registered_model_alias WHERE model_id = ? AND alias = ?", [model.id, alias]);
  } else {
    await sql.run(
      "INSERT INTO registered_model_alias (model_id, alias, version) VALUES (?, ?, ?) " +
        "ON CONFLICT (model_id, alias) DO UPDATE SET version = excluded.version",
      [model.id, alias, version],
    );
  }
  const before = row === undefined ? undefined : String(row.version);
  const after = version === undefined ? undefined : String(version);
  const concerned = version ?? row?.version;
  await record(
    changeOf({
      kind: "alias",
      subject: alias,
      before,
      after,
      ...(concerned === undefined ? {} : { version: concerned }),
    }),
  );
}
