import type { Launch } from "../process.ts";

/** The servers that can be compared. */
export const TARGET_NAMES = ["millrace", "mlflow", "fasttrackml"] as const;

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

/** A tracking server that the bench knows how to start. */
export type Program = {
  readonly name: TargetName;
  /** The version that `GET /version` must answer; undefined for the checkout's own. */
  readonly version: string | undefined;
  readonly launch: (place: Place) => Launch;
};
