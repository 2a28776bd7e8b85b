import path from "node:path";
import type { LeftOut } from "../source.ts";
import { experimentFolders } from "./experiments.ts";
import { subfolders } from "./files.ts";
import type { Layout } from "./layout.ts";
import { readRegistry } from "./registry.ts";

/** Counts what is in a folder and not brought in. */
export async function leftOutOf(layout: Layout): Promise<LeftOut[]> {
  let traces = 0;
  for (const { folder } of experimentFolders(layout)) traces += subfolders(path.join(folder, "traces")).folders.length;
  let versions = 0;
  for (const { deletedVersions } of readRegistry(layout)) versions += deletedVersions;
  return [
    { what: "traces", count: traces },
    { what: "deleted model versions (their numbers stay taken)", count: versions },
  ].filter(({ count }) => count > 0);
}
