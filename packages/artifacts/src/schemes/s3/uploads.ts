import { doesNotExist } from "@millrace/contract";
import type { MultipartUploads, PartUpload, UploadedPart } from "../../artifact-store.ts";
import type { S3 } from "./client.ts";
import { s3Error, statusOf } from "./error.ts";

/** How long a client may take to send a part. In seconds. */
const PART_VALID = 3600;

/** Uploads in parts that clients send to S3 themselves. */
export class S3Uploads implements MultipartUploads {
  readonly #s3: S3;
  readonly #bucket: string;

  constructor(s3: S3, bucket: string) {
    this.#s3 = s3;
    this.#bucket = bucket;
  }

  async create(key: string, count: number): Promise<{ uploadId: string; parts: PartUpload[] }> {
    const { sdk, client, uploadExtras } = this.#s3;
    try {
      const input = { ...uploadExtras, Bucket: this.#bucket, Key: key };
      const { UploadId = "" } = await client.send(new sdk.CreateMultipartUploadCommand(input));
      const parts: PartUpload[] = [];
      for (let partNumber = 1; partNumber <= count; partNumber += 1) {
        parts.push({ partNumber, url: await this.#partUrl(key, UploadId, partNumber), headers: {} });
      }
      return { uploadId: UploadId, parts };
    } catch (thrown) {
      throw s3Error(thrown, key);
    }
  }

  async complete(key: string, uploadId: string, parts: readonly UploadedPart[]): Promise<void> {
    const { sdk, client } = this.#s3;
    const Parts = parts.map(({ partNumber, etag }) => ({ PartNumber: partNumber, ETag: etag }));
    const input = { Bucket: this.#bucket, Key: key, UploadId: uploadId, MultipartUpload: { Parts } };
    try {
      await client.send(new sdk.CompleteMultipartUploadCommand(input));
    } catch (thrown) {
      if (statusOf(thrown) === 404) throw doesNotExist(`No upload "${uploadId}" of "${key}" is under way.`);
      throw s3Error(thrown, key);
    }
  }

  async abort(key: string, uploadId: string): Promise<void> {
    const { sdk, client } = this.#s3;
    try {
      const input = { Bucket: this.#bucket, Key: key, UploadId: uploadId };
      await client.send(new sdk.AbortMultipartUploadCommand(input));
    } catch (thrown) {
      if (statusOf(thrown) !== 404) throw s3Error(thrown, key);
    }
  }

  #partUrl(key: string, UploadId: string, PartNumber: number): Promise<string> {
    const { sdk, client, presigner } = this.#s3;
    const command = new sdk.UploadPartCommand({ Bucket: this.#bucket, Key: key, UploadId, PartNumber });
    return presigner.getSignedUrl(client, command, { expiresIn: PART_VALID });
  }
}
