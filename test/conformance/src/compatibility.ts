import { readFile } from "node:fs/promises";
import path from "node:path";
import { REPOSITORY } from "./paths.ts";

const ROW = /^\|\s*(C-\d+)\s*\|/;

/** The ids of the intended differences: the first column of the table in docs/compatibility.md. */
export async function readDifferenceIds(): Promise<ReadonlySet<string>> {
  const page = await readFile(path.join(REPOSITORY, "docs/compatibility.md"), "utf8");
  const ids = page.split("\n").flatMap((line) => ROW.exec(line)?.[1] ?? []);
  if (ids.length !== new Set(ids).size) throw new Error("docs/compatibility.md gives one id to two differences.");
  return new Set(ids);
}
