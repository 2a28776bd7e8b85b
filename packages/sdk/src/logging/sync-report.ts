import type { MillraceError } from "@millrace/contract";
import type { Client } from "../client/index.ts";
import type { Upload } from "./run-log.ts";

/** What a sync works with. */
export interface SyncOptions {
  readonly client: Client;
  /** The folder of the spool. */
  readonly spool: string;
  readonly upload: Upload;
  /** Sends also what was logged to a server of another address, such as one that has moved. */
  readonly anyServer?: boolean;
  readonly onProgress?: (progress: SyncProgress) => void;
  /** Ends the sync after the item that is being sent. */
  readonly signal?: AbortSignal;
}

/** How far a sync is; bytes of the spool, without artifacts. */
export interface SyncProgress {
  readonly runId: string;
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/** What a sync did. */
export interface SyncReport {
  readonly runs: readonly SyncedRun[];
}

/** What became of one run of the spool. */
export interface SyncedRun {
  /** The id that the run has in the spool. */
  readonly localId: string;
  /** The id that it has on the server; undefined when the server was not reached. */
  readonly runId: string | undefined;
  /** `sent`: all of it. `held`: another process is busy with it. `elsewhere`: it is of another server. */
  readonly outcome: "sent" | "failed" | "held" | "elsewhere";
  readonly points: number;
  readonly artifacts: number;
  /** How many entries the server refused for good; they are kept in the run's folder, in `refused.jsonl`. */
  readonly refused: number;
  /** Why the rest was not sent, or why entries were refused. */
  readonly error: MillraceError | undefined;
  /** The address of the server that it was logged to. */
  readonly uri: string;
}
