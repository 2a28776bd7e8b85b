import type { RecordSource } from "@millrace/store/transfer";

/** Something at the source that is not brought in. */
export interface LeftOut {
  /** Such as `traces (table trace_info)`. */
  readonly what: string;
  readonly count: number;
}

/** The data of an MLflow server. */
export interface MlflowSource extends RecordSource {
  /** Whether it stays as it was when it was opened, so that it can be counted at any time, and soon is. */
  readonly isSnapshot: boolean;
  /** The folder that it lies in, when it is one of this machine: local artifacts below it are its own. */
  readonly folder: string | undefined;
  /** What is there and is not brought in, as Millrace has no place for it yet. */
  leftOut(): Promise<readonly LeftOut[]>;
  /** What was found to be damaged while it was read; such things are not brought in. */
  readonly damage: readonly string[];
  /**
   * The folder in which a run or a logged model lies, when its data is a folder: its artifacts can be there although its
   * URI, written when the folder was elsewhere, says something else.
   */
  folderOf?(owner: "run" | "logged-model", id: string): string | undefined;
}
