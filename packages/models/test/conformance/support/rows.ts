import { readFile } from "node:fs/promises";

const PAGE = new URL("../../../../../docs/compatibility.md", import.meta.url);

/** The ids of the intended differences of the scoring server: rows S-01… of docs/compatibility.md. */
export async function readDifferenceRows(): Promise<ReadonlySet<string>> {
  const rows = [...(await readFile(PAGE, "utf8")).matchAll(/^\|\s*(S-\d+)\s*\|/gm)].map(([, row = ""]) => row);
  if (rows.length !== new Set(rows).size) throw new Error("docs/compatibility.md gives one id to two differences.");
  return new Set(rows);
}
