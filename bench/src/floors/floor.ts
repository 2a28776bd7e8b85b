import { commit, commitThousand } from "./sqlite.ts";
import { fdatasync } from "./fdatasync.ts";
import { downloadFloor, uploadFloor } from "./file.ts";
import { httpFloor } from "./http.ts";
import { onnxRun, sklearnPredict } from "../serving/floors.ts";
import type { Floor } from "./types.ts";

/** The raw costs that no server on this machine can go below. */
export type FloorName =
  | "http-1"
  | "http-16"
  | "http-64"
  | "commit"
  | "commit-1000"
  | "fdatasync"
  | "upload"
  | "download"
  | "sklearn-predict"
  | "onnx-run";

/** What floors need: the port of the bare HTTP server, a folder on the databases' disk, and the size of a large file. */
export type FloorPlace = { readonly port: number; readonly folder: string; readonly fileBytes: number };

/** All floors. */
export function createFloors({ port, folder, fileBytes }: FloorPlace): Record<FloorName, Floor> {
  return {
    "http-1": httpFloor(port, 1),
    "http-16": httpFloor(port, 16),
    "http-64": httpFloor(port, 64),
    commit: commit(folder),
    "commit-1000": commitThousand(folder),
    fdatasync: fdatasync(folder),
    upload: uploadFloor(port, fileBytes),
    download: downloadFloor(port, fileBytes),
    "sklearn-predict": sklearnPredict,
    "onnx-run": onnxRun,
  };
}
