import type { Io } from "../io.ts";
import { type Cell, cellText, type Column } from "./cell.ts";
import { plainText } from "./plain-text.ts";
import { tableLines } from "./table.ts";
import { displayWidth } from "./width.ts";

/** What a command shows to people: one sentence, the fields of one thing, or a table of many. */
export type View =
  | string
  | { readonly fields: readonly (readonly [name: string, value: Cell | undefined])[] }
  | {
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Cell[])[];
      /** What is said when there are no rows. */
      readonly empty: string;
    };

/** A view as lines of text. */
export function viewLines(view: View, io: Pick<Io, "columns" | "dress">): string[] {
  if (typeof view === "string") return [plainText(view)];
  if ("fields" in view) return fieldLines(view.fields, io);
  return view.rows.length === 0 ? [view.empty] : tableLines(view.columns, view.rows, io);
}

function fieldLines(fields: readonly (readonly [string, Cell | undefined])[], io: Pick<Io, "dress">): string[] {
  const shown = fields.filter(([, value]) => value !== undefined);
  const width = Math.max(...shown.map(([name]) => displayWidth(plainText(name))));
  return shown.map(([name, value = ""]) => {
    const label = plainText(name);
    const text = cellText(value);
    const pad = " ".repeat(width - displayWidth(label));
    return `${io.dress("bold", label)}${pad}  ${typeof value === "string" ? text : io.dress(value.look, text)}`.trimEnd();
  });
}
