import type { Run } from "@millrace/contract";
import type { CallOptions, Client } from "../client/index.ts";
import type { Destination } from "./destination.ts";
import { hasCode } from "./failures.ts";
import type { Batch } from "./item.ts";
import { metricsOf } from "./slices.ts";

/** A run on Millrace, which remembers for each writer how far it has come, so that no batch is applied twice. */
export class MillraceDestination implements Destination {
  readonly run: Run;
  readonly #client: Client;
  readonly #writer: string;

  constructor(client: Client, run: Run, writer: string) {
    this.#client = client;
    this.run = run;
    this.#writer = writer;
  }

  get runId(): string {
    return this.run.info.run_id;
  }

  async send(batch: Batch, options: CallOptions): Promise<void> {
    try {
      await this.#append(batch, this.#writer, batch.sequence, options);
    } catch (error) {
      if (!hasCode(error, "RESOURCE_CONFLICT")) throw error;
      // A server that was set back to an older state misses batches that it had acknowledged; the others still count once.
      await this.sendPart(batch, "whole", options);
    }
  }

  sendPart(part: Batch, label: string, options: CallOptions): Promise<void> {
    return this.#append(part, `${this.#writer}-${part.sequence}-${label}`, 1, options);
  }

  async #append(batch: Batch, writer: string, sequence: number, options: CallOptions): Promise<void> {
    const { points, params, tags, end } = batch;
    await this.#client.runs.append(
      {
        run_id: this.runId,
        writer,
        sequence,
        metrics: metricsOf(points),
        params,
        tags,
        ...(end && { status: end.status, end_time: end.endTime }),
      },
      options,
    );
  }
}
