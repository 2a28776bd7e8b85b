import { LIMITS, type Run } from "@millrace/contract";
import type { CallOptions, Client } from "../client/index.ts";
import type { Destination } from "./destination.ts";
import type { Batch } from "./item.ts";
import { slices } from "./slices.ts";

const BATCH_LIMITS = {
  metrics: LIMITS.batchMetrics,
  params: LIMITS.batchParams,
  tags: LIMITS.batchTags,
  total: LIMITS.batchTotal,
};

/** A run on an MLflow server: points, parameters and tags that it has already change nothing when they come again. */
export class MlflowDestination implements Destination {
  readonly run: Run;
  readonly #client: Client;

  constructor(client: Client, run: Run) {
    this.#client = client;
    this.run = run;
  }

  get runId(): string {
    return this.run.info.run_id;
  }

  async send(batch: Batch, options: CallOptions): Promise<void> {
    for (const slice of slices(batch, BATCH_LIMITS)) {
      await this.#client.runs.logBatch({ run_id: this.runId, ...slice }, options);
    }
    if (batch.end === undefined) return;
    const { status, endTime } = batch.end;
    await this.#client.runs.update({ run_id: this.runId, status, end_time: endTime }, options);
  }

  sendPart(part: Batch, _label: string, options: CallOptions): Promise<void> {
    return this.send(part, options);
  }
}
