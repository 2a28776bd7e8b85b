/** What every comparison of one run of the bench shares: a scratch folder, the floors, and a way to start targets. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createFloors, type FloorName } from "./floors/floor.ts";
import type { Floor } from "./floors/types.ts";
import { firstHealthyAnswer } from "./health.ts";
import type { FloorLog } from "./measure.ts";
import { CACHE } from "./paths.ts";
import { freePort, killAll, startProcess } from "./process.ts";
import { toStandardError, type Progress } from "./progress.ts";
import type { Sizes } from "./sizes.ts";

/** The shared things of one run. */
export type Workshop = {
  readonly sizes: Sizes;
  readonly floors: Record<FloorName, Floor>;
  readonly log: FloorLog;
  readonly progress: Progress;
  /** A new folder of its own. */
  readonly folder: (name: string) => string;
};

/** Opens the workshop. Whatever ends the program from now on, its processes are killed and its folder is removed. */
export async function openWorkshop(sizes: Sizes): Promise<Workshop> {
  const scratch = join(CACHE, `scratch-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  process.on("exit", () => {
    killAll();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  });
  for (const [name, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ] as const) {
    process.on(name, () => process.exit(128 + number));
  }
  const port = await freePort();
  const server = join(import.meta.dirname, "floors", "http-server.ts");
  const launch = { file: process.execPath, args: [server, String(port)] };
  await firstHealthyAnswer("the bare HTTP server", port, startProcess(launch, scratch, join(scratch, "floor.log")));
  let folders = 0;
  return {
    sizes,
    floors: createFloors({ port, folder: scratch, fileBytes: sizes.fileBytes }),
    log: new Map(),
    progress: toStandardError,
    folder: (name) => {
      const folder = join(scratch, `${folders++}-${name}`);
      mkdirSync(folder);
      return folder;
    },
  };
}
