import type { Run } from "@millrace/contract";
import type { CallOptions } from "../client/index.ts";
import type { Batch } from "./item.ts";

/** A run on a server, which takes batches. */
export interface Destination {
  /** The server's id of the run. */
  readonly runId: string;
  readonly run: Run;
  /** Sends a batch; one that the server has already changes nothing. */
  send(batch: Batch, options: CallOptions): Promise<void>;
  /**
   * Sends a part of a batch that could not be sent as a whole.
   * @param label tells the part from the others of its batch: a few letters, digits and dashes
   */
  sendPart(part: Batch, label: string, options: CallOptions): Promise<void>;
}
