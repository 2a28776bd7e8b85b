import type { Launch } from "../process.ts";

/** The tracking servers that can be compared. */
export const TRACKING_NAMES = ["millrace", "mlflow", "fasttrackml"] as const;

/** All servers that can be compared. */
export const TARGET_NAMES = [...TRACKING_NAMES, "mlserver"] as const;

/** The name of a server that can be compared. */
export type TargetName = (typeof TARGET_NAMES)[number];

/** Where a server listens and keeps its data. */
export type Place = {
  readonly port: number;
  /** The folder of the SQLite file and the artifacts. */
  readonly folder: string;
  /** A `postgres://` URI that takes the place of the SQLite file. */
  readonly postgres: string | undefined;
};

/** The programs that stand for the targets in a row. */
export type Programs = { readonly [name in TargetName]?: Program };

/** A server that the bench knows how to start. */
export type Program = {
  readonly name: TargetName;
  /** The version that `GET /version` must answer; undefined for the checkout's own. */
  readonly version: string | undefined;
  /** Makes what it is started with, when that is not there yet. */
  readonly prepare?: () => Promise<void>;
  readonly launch: (place: Place) => Launch;
  /** What is posted until the answer is 200, which means that it has started; without it, `/health` is asked. */
  readonly ready?: () => { readonly path: string; readonly body: string };
};
