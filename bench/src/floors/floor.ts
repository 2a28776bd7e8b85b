import { commit, commitThousand } from "./sqlite.ts";
import { fdatasync } from "./fdatasync.ts";
import { httpFloor } from "./http.ts";

/** The raw costs that no server on this machine can go below. */
export type FloorName = "http-1" | "http-16" | "http-64" | "commit" | "commit-1000" | "fdatasync";

/** A raw cost that is measured again in every round. */
export type Floor = {
  readonly title: string;
  /** Mean milliseconds of one operation over about so many milliseconds. */
  readonly measure: (budgetMs: number) => Promise<number>;
};

/** The places that floors need: the port of the bare HTTP server, and a folder on the databases' disk. */
export type FloorPlace = { readonly port: number; readonly folder: string };

/** All floors. */
export function createFloors({ port, folder }: FloorPlace): Record<FloorName, Floor> {
  return {
    "http-1": httpFloor(port, 1),
    "http-16": httpFloor(port, 16),
    "http-64": httpFloor(port, 64),
    commit: commit(folder),
    "commit-1000": commitThousand(folder),
    fdatasync: fdatasync(folder),
  };
}
