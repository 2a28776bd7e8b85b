import type { Run } from "@millrace/contract";
import type { CallOptions, Client } from "../client/index.ts";
import type { Destination } from "./destination.ts";
import { hasCode } from "./failures.ts";
import type { Batch } from "./item.ts";
import { MillraceDestination } from "./millrace-destination.ts";
import { MlflowDestination } from "./mlflow-destination.ts";

/** A run that was there before, on a server that shows by its first answer whether it is Millrace or MLflow. */
export class EitherDestination implements Destination {
  readonly run: Run;
  readonly #client: Client;
  #chosen: Destination;

  constructor(client: Client, run: Run, writer: string) {
    this.run = run;
    this.#client = client;
    this.#chosen = new MillraceDestination(client, run, writer);
  }

  get runId(): string {
    return this.run.info.run_id;
  }

  send(batch: Batch, options: CallOptions): Promise<void> {
    return this.#choosing((destination) => destination.send(batch, options));
  }

  sendPart(part: Batch, label: string, options: CallOptions): Promise<void> {
    return this.#choosing((destination) => destination.sendPart(part, label, options));
  }

  async #choosing(send: (destination: Destination) => Promise<void>): Promise<void> {
    try {
      await send(this.#chosen);
    } catch (error) {
      if (this.#chosen instanceof MlflowDestination || !hasCode(error, "ENDPOINT_NOT_FOUND")) throw error;
      this.#chosen = new MlflowDestination(this.#client, this.run);
      await send(this.#chosen);
    }
  }
}
