import { type Caller, doesNotExist, invalidParameter, type ModelVersion, parseStage } from "@millrace/contract";
import type { Database, Sql } from "../database/sql.ts";
import { moveAlias } from "./aliases.ts";
import { changeModel, findVersion, type HeldModel } from "./held.ts";
import { wholeVersion } from "./parts.ts";
import type { ReturnTarget } from "./registry-store.ts";
import { noVersion, type VersionRow } from "./rows.ts";
import { moveToStage } from "./stages.ts";

/** Points aliases and stages back at versions that they pointed to before. */
export class Returns {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @throws MillraceError RESOURCE_DOES_NOT_EXIST for a version that is not there (any more) or an unknown event */
  return(name: string, target: ReturnTarget, caller: Caller): Promise<ModelVersion | undefined> {
    return changeModel(this.#database, name, caller, async (held) => {
      const pointer = "eventId" in target ? await pointerAfter(held, target.eventId) : target;
      if ("alias" in pointer) {
        if (pointer.version !== undefined) await this.#version(held, pointer.version);
        await moveAlias(held, pointer.alias, pointer.version);
      } else {
        const row = await this.#version(held, pointer.version);
        const stage = parseStage(pointer.stage, "stage");
        await moveToStage(held, row, { stage, archiveOthers: stage === "Staging" || stage === "Production" });
      }
      return pointer.version === undefined ? undefined : this.#read(held.sql, held, pointer.version);
    });
  }

  async #version({ sql, model }: HeldModel, version: number): Promise<VersionRow> {
    const row = await findVersion(this.#database, sql, { name: model.name, version });
    if (row === undefined) throw noVersion(model.name, version);
    return row;
  }

  async #read(sql: Sql, held: HeldModel, version: number): Promise<ModelVersion> {
    return wholeVersion(sql, await this.#version(held, version));
  }
}

type Pointer =
  | { readonly alias: string; readonly version: number | undefined }
  | { readonly stage: string; readonly version: number };

/** Where an alias or a stage pointed right after an event. */
async function pointerAfter({ sql, model }: HeldModel, eventId: number): Promise<Pointer> {
  const event = await sql.get<{
    kind: string;
    subject: string | null;
    version: number | null;
    new_value: string | null;
  }>("SELECT kind, subject, version, new_value FROM model_event WHERE id = ? AND model_id = ?", [eventId, model.id]);
  if (event === undefined) throw doesNotExist(`The history of ${model.name} has no event ${eventId}.`);
  const { kind, subject, version, new_value: value } = event;
  if (kind === "alias" && subject !== null) {
    return { alias: subject, version: value === null ? undefined : Number(value) };
  }
  if (kind === "stage" && version !== null && value !== null) return { stage: value, version };
  throw invalidParameter(`Event ${eventId} changed neither a stage nor an alias, so there is nothing to return to.`);
}
