import { statSync } from "node:fs";
import { doesNotExist, MillraceError } from "@millrace/contract";
import type { CallOptions, Client } from "../client/index.ts";
import type { Destination } from "./destination.ts";
import { isRefusal } from "./failures.ts";
import { isolate, type Refusal } from "./isolate.ts";
import { type Artifact, type Batch, emptyBatch, type Item } from "./item.ts";
import { keepRefused, keepRefusedArtifact } from "./refused-file.ts";
import type { LogOptions, Upload } from "./run-log.ts";

/** What became of an item: how many of its entries the server refused for good, and an error that says why and where they are. */
export interface Delivered {
  readonly refused: number;
  readonly error: MillraceError | undefined;
}

const TAKEN: Delivered = { refused: 0, error: undefined };

/** Brings the items of a log to the server. What the server refuses for good is kept in files, never lost. */
export class Delivery {
  readonly destination: Destination;
  readonly #client: Client;
  readonly #upload: Upload;
  readonly #folder: string;

  /** @param folder of the run in the spool */
  constructor(destination: Destination, { client, upload }: Pick<LogOptions, "client" | "upload">, folder: string) {
    this.destination = destination;
    this.#client = client;
    this.#upload = upload;
    this.#folder = folder;
  }

  /** @throws MillraceError, or what an upload threw, when the item has to be sent another time */
  deliver(item: Item, options: CallOptions): Promise<Delivered> {
    return item.kind === "batch" ? this.#sendBatch(item, options) : this.#putArtifact(item);
  }

  async #sendBatch(batch: Batch, options: CallOptions): Promise<Delivered> {
    try {
      await this.destination.send(batch, options);
      return TAKEN;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return this.#sendApart(batch, error, options);
    }
  }

  async #sendApart(batch: Batch, error: MillraceError, options: CallOptions): Promise<Delivered> {
    const isGone = error.code === "RESOURCE_DOES_NOT_EXIST";
    // It may be restored.
    if (!isGone && (await this.#isInTrash(options))) throw error;
    const refusals = isGone ? [{ batch, error }] : await isolate(this.destination, batch, options);
    const [first] = refusals;
    const file = first && keepRefused(this.#folder, refusals);
    // The server goes on counting from the batch, which it has not seen.
    if (!isGone) await this.destination.send(emptyBatch(batch.sequence), options);
    if (first === undefined) return TAKEN;
    const refused = refusals.reduce((sum, refusal) => sum + entriesOf(refusal.batch), 0);
    return {
      refused,
      error: this.#refusal(`${refused} of the entries logged (${describe(first)})`, first.error, file),
    };
  }

  async #isInTrash(options: CallOptions): Promise<boolean> {
    const { run } = await this.#client.runs.get({ run_id: this.destination.runId }, options);
    return run.info.lifecycle_stage === "deleted";
  }

  async #putArtifact(artifact: Artifact): Promise<Delivered> {
    try {
      checkFile(artifact);
      await this.#upload(this.destination.runId, artifact.path, artifact.content);
      return TAKEN;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const file = keepRefusedArtifact(this.#folder, artifact, error);
      return { refused: 1, error: this.#refusal(`the artifact '${artifact.path}'`, error, file) };
    }
  }

  #refusal(what: string, { code, message }: MillraceError, file: string | undefined): MillraceError {
    const { runId } = this.destination;
    return new MillraceError(code, `Run ${runId}: ${what} could not be stored: ${message} See ${file}.`);
  }
}

/** A file that is gone will not come back. */
function checkFile({ path, content }: Artifact): void {
  if (!("file" in content) || statSync(content.file, { throwIfNoEntry: false })?.isFile() === true) return;
  throw doesNotExist(`There is no file ${content.file} to upload as '${path}'; leave it in place until a flush.`);
}

function entriesOf({ params, tags, points, end }: Batch): number {
  return params.length + tags.length + points.keys.length + (end === undefined ? 0 : 1);
}

function describe({ batch: { params, tags, points } }: Refusal): string {
  if (params[0] !== undefined) return `first the parameter '${params[0].key}'`;
  if (tags[0] !== undefined) return `first the tag '${tags[0].key}'`;
  return points.keys[0] === undefined ? "the end of the run" : `first the metric '${points.keys[0]}'`;
}
