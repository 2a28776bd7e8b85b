import { type Caller, firstCharacters, LIMITS, type ModelEventKind } from "@millrace/contract";
import type { Sql, SqlValue } from "../database/sql.ts";

/** One change as the history keeps it. What was not there before, or is gone afterwards, is absent. */
export interface Change {
  readonly kind: ModelEventKind;
  readonly version?: number;
  /** The alias or the key of the tag. */
  readonly subject?: string;
  readonly before?: string | null | undefined;
  readonly after?: string | null | undefined;
}

/** Who changes a model, which the transaction holds, and when. */
export interface Occasion {
  readonly modelId: number;
  readonly caller: Caller;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const EVENTS = {
  table: "model_event",
  columns: {
    model_id: "bigint",
    version: "bigint",
    kind: "text",
    subject: "text",
    old_value: "text",
    new_value: "text",
    user_id: "text",
    reason: "text",
    at_ms: "bigint",
  },
} as const;

/** Adds changes to the history of a model, in their order. */
export async function recordChanges(sql: Sql, occasion: Occasion, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  await sql.insert(
    EVENTS,
    changes.map((change) => eventRow(occasion, change)),
  );
}

/** The change of one value; none when it stays what it was. */
export function changeOf(change: Change): Change[] {
  return (change.before ?? null) === (change.after ?? null) ? [] : [change];
}

function eventRow({ modelId, caller, at }: Occasion, change: Change): SqlValue[] {
  const { kind, version = null, subject = null, before, after } = change;
  return [modelId, version, kind, subject, cut(before), cut(after), caller.user, caller.reason, at];
}

function cut(value: string | null | undefined): string | null {
  return value === undefined || value === null ? null : firstCharacters(value, LIMITS.modelEventValue);
}
