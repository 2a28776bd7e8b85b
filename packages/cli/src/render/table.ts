import type { Io } from "../io.ts";
import { type Cell, cellText, type Column } from "./cell.ts";
import { cutToWidth, displayWidth } from "./width.ts";

const GAP = "  ";
const LEAST_WIDTH = 8;

/** A table with a heading. On a terminal that is too narrow, the widest flexible columns are cut. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  io: Pick<Io, "columns" | "dress">,
): string[] {
  const texts = rows.map((row) => row.map(cellText));
  const natural = columns.map(({ title }, index) =>
    texts.reduce((most, row) => Math.max(most, displayWidth(row[index] ?? "")), displayWidth(title)),
  );
  const widths = fitted(columns, natural, io.columns);
  const line = (cells: readonly string[], dress: (text: string, index: number) => string): string =>
    cells
      .map((text, index) => padded(text, widths[index] ?? 0, columns[index], (shown) => dress(shown, index)))
      .join(GAP)
      .trimEnd();
  return [
    line(
      columns.map(({ title }) => title),
      (text) => io.dress("bold", text),
    ),
    ...texts.map((cells, row) => line(cells, (text, column) => dressed(rows[row]?.[column], text, io))),
  ];
}

function padded(text: string, width: number, column: Column | undefined, dress: (text: string) => string): string {
  const shown = cutToWidth(text, width);
  const pad = " ".repeat(width - displayWidth(shown));
  return column?.align === "right" ? pad + dress(shown) : dress(shown) + pad;
}

function dressed(cell: Cell | undefined, text: string, io: Pick<Io, "dress">): string {
  return cell === undefined || typeof cell === "string" ? text : io.dress(cell.look, text);
}

/** Takes cells from the widest flexible columns until the table fits, or can't be made smaller. */
function fitted(columns: readonly Column[], natural: readonly number[], room: number | undefined): readonly number[] {
  if (room === undefined) return natural;
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1)) - room;
  while (excess > 0) {
    const candidates = widths.map((width, index) => (columns[index]?.isFlexible ? width : 0));
    const widest = Math.max(...candidates);
    if (widest <= LEAST_WIDTH) break;
    const index = candidates.indexOf(widest);
    const second = Math.max(LEAST_WIDTH, ...candidates.filter((width) => width < widest));
    const taken = Math.min(excess, widest - second);
    widths[index] = widest - taken;
    excess -= taken;
  }
  return widths;
}
