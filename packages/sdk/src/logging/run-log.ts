import type { MillraceError, Run } from "@millrace/contract";
import type { Client } from "../client/index.ts";

/** How a run begins. */
export interface RunStart {
  /** 32 hexadecimal digits; made when absent. An MLflow server gives the run an id of its own. */
  readonly runId?: string;
  readonly experimentId?: string;
  /** Made when there is none of this name; `experimentId` wins. With neither, the run lies in the experiment "0". */
  readonly experimentName?: string;
  readonly runName?: string;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
  readonly userId?: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** A start with its id. */
export type NamedStart = RunStart & { readonly runId: string };

/** How a run can end. */
export type EndStatus = "FINISHED" | "FAILED" | "KILLED";

/** The bytes of an artifact, or the file that has them. Both are read when their turn comes: leave them as they are until a flush. */
export type ArtifactContent = Uint8Array | { readonly file: string };

/**
 * The log of one run: it takes everything at once, sends it in order in the background, and keeps it on disk while no
 * server answers. What can't be right is refused at the call, with MillraceError INVALID_PARAMETER_VALUE; a call throws
 * INTERNAL_ERROR, and takes nothing, when memory is full and the disk is too, or after `close`.
 */
export interface RunLog {
  /** The server's id of the run; for one that began without a server, a local id, until an MLflow server gives another. */
  readonly runId: string;
  /** The run as the server gave it when the log was opened; undefined without a server. */
  readonly run: Run | undefined;
  /** @param timestamp milliseconds since the epoch */
  logMetric(key: string, value: number, step: number, timestamp: number): void;
  logParam(key: string, value: string): void;
  setTag(key: string, value: string): void;
  /** Uploads after all that was logged before. */
  putArtifact(path: string, content: ArtifactContent): void;
  /** @param endTime milliseconds since the epoch */
  end(status: EndStatus, endTime: number): void;
  /**
   * Resolves when the server has acknowledged all that was logged so far.
   * @throws MillraceError that says why and where it is kept, or which entries the server refused since the last flush
   */
  flush(): Promise<void>;
  /** Flushes for a limited time; what could not be sent stays in the spool, with one warning on standard error. */
  close(): Promise<void>;
}

/** Uploads one artifact of a run. It rejects with MillraceError; other errors count as passing ones. */
export type Upload = (runId: string, path: string, content: ArtifactContent) => Promise<void>;

/** What a log works with. */
export interface LogOptions {
  readonly client: Client;
  /** The folder that keeps what could not be sent. */
  readonly spool: string;
  readonly upload: Upload;
  /** Hears of each refused entry, of the server's absence, and of a spool that can't be written. */
  readonly onError: (error: MillraceError) => void;
  /** Points in memory over all runs of the process, before they go to the spool. Default: 100,000. */
  readonly maxPoints?: number;
  /** The same in bytes, roughly. Default: 64 MiB. */
  readonly maxBytes?: number;
  /** How long `close` waits for the server, in milliseconds. Default: 10,000. */
  readonly closeTimeoutMs?: number;
}
