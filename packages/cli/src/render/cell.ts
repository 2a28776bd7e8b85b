import type { Look } from "../io.ts";
import { plainText } from "./plain-text.ts";

/** A piece of text, with the look that it has on a terminal. */
export type Cell = string | { readonly text: string; readonly look: Look };

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand at the right. */
  readonly align?: "right";
  /** Its texts may be cut when the terminal is too narrow for the table. */
  readonly isFlexible?: true;
}

/** The text of a cell, safe to print. */
export function cellText(cell: Cell): string {
  return plainText(typeof cell === "string" ? cell : cell.text);
}
