import type { Run } from "@millrace/contract";
import type { Look } from "../io.ts";
import type { Cell, Column } from "./cell.ts";
import { runDocument } from "./documents.ts";
import { formatDuration, formatTime } from "./time.ts";

const LOOKS: Readonly<Record<string, Look>> = { RUNNING: "cyan", FINISHED: "green", FAILED: "red", KILLED: "yellow" };

/** Which columns a table of runs has in the middle: metrics, params and tags by name. */
export type RunColumn = `${"metrics" | "params" | "tags"}.${string}`;

/** How runs are listed. */
export function runRows(middle: readonly RunColumn[]): {
  readonly columns: readonly Column[];
  readonly row: (run: Run) => readonly Cell[];
  readonly empty: string;
  readonly document: (run: Run) => unknown;
} {
  return {
    columns: [
      { title: "Started" },
      { title: "Name", isFlexible: true },
      { title: "Status" },
      { title: "Took", align: "right" },
      ...middle.map((title): Column => (title.startsWith("metrics.") ? { title, align: "right" } : { title })),
      { title: "Id" },
    ],
    row: (run) => [
      formatTime(run.info.start_time),
      run.info.run_name,
      statusCell(run.info.status),
      formatDuration(run.info.start_time, run.info.end_time),
      ...middle.map((column) => valueOf(run, column)),
      run.info.run_id,
    ],
    empty: "There are no such runs.",
    document: runDocument,
  };
}

function statusCell(status: string): Cell {
  const look = LOOKS[status];
  return look === undefined ? status : { text: status, look };
}

function valueOf({ data }: Run, column: RunColumn): string {
  const [kind, key] = splitAt(column, column.indexOf("."));
  const entries = kind === "metrics" ? data.metrics : kind === "params" ? data.params : data.tags;
  return String(entries?.find((entry) => entry.key === key)?.value ?? "");
}

function splitAt(text: string, at: number): [string, string] {
  return [text.slice(0, at), text.slice(at + 1)];
}
