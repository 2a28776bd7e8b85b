import { randomUUID } from "node:crypto";
import { doesNotExist, invalidParameter, MillraceError } from "@millrace/contract";
import type { MultipartUploads, PartUpload, PresignedRequest, UploadedPart } from "../../artifact-store.ts";
import type { AzureContainer } from "./client.ts";
import { azureError, codeOf } from "./error.ts";

/** How long a client may take to send a part. In seconds. */
const PART_VALID = 3600;
const UPLOAD_ID = /^[0-9a-f-]{36}$/;

/** Requests and uploads in blocks that clients send to Azure themselves. */
export class AzureUploads implements MultipartUploads {
  readonly #azure: AzureContainer;

  constructor(azure: AzureContainer) {
    this.#azure = azure;
  }

  async create(key: string, count: number): Promise<{ uploadId: string; parts: PartUpload[] }> {
    const uploadId = randomUUID();
    const { url, headers } = await this.presign(key, "cw", PART_VALID);
    const parts: PartUpload[] = [];
    for (let partNumber = 1; partNumber <= count; partNumber += 1) {
      const block = encodeURIComponent(blockId(uploadId, partNumber));
      parts.push({ partNumber, url: `${url}&comp=block&blockid=${block}`, headers });
    }
    return { uploadId, parts };
  }

  async complete(key: string, uploadId: string, parts: readonly UploadedPart[]): Promise<void> {
    if (!UPLOAD_ID.test(uploadId)) throw doesNotExist(`No upload "${uploadId}" of "${key}" is under way.`);
    const blocks = parts.map(({ partNumber }) => blockId(uploadId, partNumber));
    try {
      await this.#azure.container.getBlockBlobClient(key).commitBlockList(blocks);
    } catch (thrown) {
      throw codeOf(thrown) === "InvalidBlockList"
        ? invalidParameter(`"${key}" has not all of the parts to complete it with: send them first.`)
        : azureError(thrown, key);
    }
  }

  /** Azure removes blocks that were never made a blob by itself, and has no request for it. */
  abort(): Promise<void> {
    return Promise.resolve();
  }

  /**
   * A URL that allows what the letters of `permissions` stand for.
   * @throws {MillraceError} PERMISSION_DENIED when the server has no account key: a URL of its own token would hand
   *   that out
   */
  async presign(key: string, permissions: "r" | "cw", seconds: number): Promise<PresignedRequest> {
    const { sdk, container, hasKey } = this.#azure;
    if (!hasKey) {
      throw new MillraceError("PERMISSION_DENIED", "The server can sign URLs of Azure only with an account key.");
    }
    const url = await container.getBlobClient(key).generateSasUrl({
      permissions: sdk.BlobSASPermissions.parse(permissions),
      expiresOn: new Date(Date.now() + seconds * 1000),
    });
    return { url, headers: {} };
  }
}

/** Names a block of an upload; Azure wants names of one length for all blocks of a blob. */
export function blockId(uploadId: string, partNumber: number): string {
  return Buffer.from(`${uploadId}-${String(partNumber).padStart(5, "0")}`).toString("base64");
}
