import type { WriteOptions } from "../../artifact-store.ts";
import { sendSideBySide, sendStream } from "../../parts.ts";
import type { S3 } from "./client.ts";
import { s3Error, statusOf } from "./error.ts";

const MIB = 1024 * 1024;
const PART = 8 * MIB;
/** For a stream of unknown length: S3 takes 10,000 parts, so this is enough for 156 GiB. */
const PART_OF_UNKNOWN = 16 * MIB;
const MAX_PARTS = 10_000;
/** How many bytes may be on their way at once. */
const IN_FLIGHT = 24 * MIB;

/** Where an upload goes. */
export interface Target {
  readonly Bucket: string;
  readonly Key: string;
}

interface Upload extends Target {
  readonly UploadId: string;
}

/** Sends streams to S3, larger ones in parts, and leaves no parts behind when that fails. */
export class Uploader {
  readonly #s3: S3;
  /** Uploads that failed when S3 could not even be told so; it is told with the next one. */
  readonly #orphans = new Set<Upload>();

  constructor(s3: S3) {
    this.#s3 = s3;
  }

  async upload(
    target: Target,
    stream: AsyncIterable<Uint8Array>,
    { length, contentType }: WriteOptions,
  ): Promise<void> {
    await Promise.all([...this.#orphans].map((upload) => this.#abort(upload)));
    const { sdk, client, uploadExtras } = this.#s3;
    const input = { ...uploadExtras, ...target, ContentType: contentType };
    const size = partSize(length);
    await sendStream(stream, size, {
      sendWhole: async (Body) => void (await asked(client.send(new sdk.PutObjectCommand({ ...input, Body })), target)),
      sendParts: async (parts) => {
        const { UploadId } = await asked(client.send(new sdk.CreateMultipartUploadCommand(input)), target);
        if (UploadId === undefined) throw new Error("S3 started an upload without naming it.");
        await this.#sendParts({ ...target, UploadId }, parts, Math.max(1, Math.floor(IN_FLIGHT / size)));
      },
    });
  }

  async #sendParts(upload: Upload, parts: AsyncIterable<Buffer>, atOnce: number): Promise<void> {
    const { sdk, client } = this.#s3;
    try {
      const Parts = await sendSideBySide(parts, atOnce, async (Body, PartNumber) => {
        const part = new sdk.UploadPartCommand({ ...upload, PartNumber, Body });
        const { ETag } = await asked(client.send(part), upload);
        return { PartNumber, ETag };
      });
      const complete = new sdk.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } });
      await asked(client.send(complete), upload);
    } catch (thrown) {
      await this.#abort(upload);
      throw thrown;
    }
  }

  async #abort(upload: Upload): Promise<void> {
    const { sdk, client } = this.#s3;
    try {
      await client.send(new sdk.AbortMultipartUploadCommand(upload));
      this.#orphans.delete(upload);
    } catch (thrown) {
      if (statusOf(thrown) === 404) this.#orphans.delete(upload);
      else this.#orphans.add(upload);
    }
  }
}

function partSize(length: number | undefined): number {
  return length === undefined ? PART_OF_UNKNOWN : Math.max(1, Math.min(PART, length), Math.ceil(length / MAX_PARTS));
}

async function asked<T>(answer: Promise<T>, { Key }: Target): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    throw s3Error(thrown, Key);
  }
}
