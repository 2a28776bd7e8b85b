import { randomUUID } from "node:crypto";
import { invalidParameter, type ByteRange } from "@millrace/contract";
import type { BlobItem, ContainerClient } from "@azure/storage-blob";
import type { ArtifactStore, PresignedRequest, WriteOptions } from "../artifact-store.ts";
import type { ArtifactOptions } from "../options.ts";
import { sendSideBySide, sendStream } from "../parts.ts";
import { checkArtifactPath } from "../path.ts";
import { bytesOf, forEachOf } from "../streams.ts";
import { azureContainer, type AzureContainer } from "./azure/client.ts";
import { azureError, statusOf } from "./azure/error.ts";
import { AzureUploads, blockId } from "./azure/uploads.ts";
import type { BucketDriver, ListedPage, StoredObject } from "./bucket/driver.ts";
import { bucketStore } from "./bucket/store.ts";

const MIB = 1024 * 1024;
const BLOCK = 8 * MIB;
/** Azure takes so many blocks in one blob. */
const MAX_BLOCKS = 50_000;
/** How many bytes may be on their way at once. */
const IN_FLIGHT = 24 * MIB;
const REMOVALS_AT_ONCE = 16;

const ROOT = /^[a-z]+:\/\/([a-z0-9$-]+)@([a-z0-9.-]+)(?:\/(.*))?$/is;

/**
 * Opens `wasbs://container@account.blob.core.windows.net/folder`, or `abfss:` with `dfs` in place of `blob`.
 * @throws {MillraceError} INVALID_PARAMETER_VALUE for a URI in another form or of a host that is not Azure's,
 *   PERMISSION_DENIED without credentials for the account, NOT_IMPLEMENTED without the library for Azure
 */
export async function openAzureStore(uri: string, options: ArtifactOptions): Promise<ArtifactStore> {
  const [, container, host, folder = ""] = ROOT.exec(uri) ?? [];
  if (container === undefined || host === undefined) {
    throw invalidParameter(
      `"${uri}" names no container: write it as wasbs://container@account.blob.core.windows.net/folder.`,
    );
  }
  const root = checkArtifactPath(folder, "artifact root");
  return bucketStore(new AzureDriver(await azureContainer(container, host.toLowerCase(), options)), root);
}

class AzureDriver implements BucketDriver {
  readonly #container: ContainerClient;
  readonly multipart: AzureUploads;

  constructor(azure: AzureContainer) {
    this.#container = azure.container;
    this.multipart = new AzureUploads(azure);
  }

  async head(key: string): Promise<StoredObject | undefined> {
    try {
      const found = await this.#container.getBlobClient(key).getProperties();
      if (isFolder(found.metadata)) return undefined;
      return { key, size: found.contentLength ?? 0, etag: unquoted(found.etag), modified: found.lastModified };
    } catch (thrown) {
      if (statusOf(thrown) === 404) return undefined;
      throw azureError(thrown, key);
    }
  }

  async *pages(prefix: string, { direct, limit }: { direct: boolean; limit?: number }): AsyncGenerator<ListedPage> {
    const options = { prefix, includeMetadata: true };
    const settings = limit === undefined ? {} : { maxPageSize: limit };
    try {
      if (!direct) {
        for await (const { segment } of this.#container.listBlobsFlat(options).byPage(settings)) {
          yield { objects: objectsOf(segment.blobItems), folders: [] };
        }
        return;
      }
      for await (const { segment } of this.#container.listBlobsByHierarchy("/", options).byPage(settings)) {
        const folders = (segment.blobPrefixes ?? []).map(({ name }) => name);
        yield { objects: objectsOf(segment.blobItems), folders };
      }
    } catch (thrown) {
      throw azureError(thrown, prefix);
    }
  }

  async *get(key: string, range: ByteRange | undefined): AsyncGenerator<Uint8Array> {
    try {
      const blob = this.#container.getBlobClient(key);
      const { readableStreamBody } = await (range
        ? blob.download(range.start, range.end - range.start + 1)
        : blob.download());
      yield* bytesOf(readableStreamBody);
    } catch (thrown) {
      throw azureError(thrown, key);
    }
  }

  async put(key: string, stream: AsyncIterable<Uint8Array>, { length = 0, contentType }: WriteOptions): Promise<void> {
    const blob = this.#container.getBlockBlobClient(key);
    const options = contentType ? { blobHTTPHeaders: { blobContentType: contentType } } : {};
    const upload = randomUUID();
    const size = Math.max(BLOCK, Math.ceil(length / MAX_BLOCKS));
    await sendStream(stream, size, {
      sendWhole: async (bytes) => void (await asked(blob.upload(bytes, bytes.byteLength, options), key)),
      sendParts: async (parts) => {
        const blocks = await sendSideBySide(parts, Math.max(1, Math.floor(IN_FLIGHT / size)), async (part, number) => {
          const block = blockId(upload, number);
          await asked(blob.stageBlock(block, part, part.byteLength), key);
          return block;
        });
        // Blocks that never become a blob are invisible, and Azure removes them after a week.
        await asked(blob.commitBlockList(blocks, options), key);
      },
    });
  }

  async remove(keys: readonly string[]): Promise<void> {
    await forEachOf(keys, REMOVALS_AT_ONCE, async (key) => {
      try {
        await this.#container.getBlobClient(key).deleteIfExists({ deleteSnapshots: "include" });
      } catch (thrown) {
        throw azureError(thrown, key);
      }
    });
  }

  presignDownload(key: string, seconds: number): Promise<PresignedRequest> {
    return this.multipart.presign(key, "r", seconds);
  }

  async presignUpload(key: string, seconds: number): Promise<PresignedRequest> {
    const { url } = await this.multipart.presign(key, "cw", seconds);
    return { url, headers: { "x-ms-blob-type": "BlockBlob" } };
  }
}

async function asked<T>(answer: Promise<T>, key: string): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    throw azureError(thrown, key);
  }
}

function objectsOf(items: readonly BlobItem[]): StoredObject[] {
  return items
    .filter(({ metadata }) => !isFolder(metadata))
    .map(({ name, properties: { contentLength = 0, etag, lastModified } }) => ({
      key: name,
      size: contentLength,
      etag: unquoted(etag),
      modified: lastModified,
    }));
}

/** Accounts with a hierarchical namespace show their folders as empty blobs. */
function isFolder(metadata: Readonly<Record<string, string>> | undefined): boolean {
  return metadata?.["hdi_isfolder"] === "true";
}

function unquoted(etag: string | undefined): string | undefined {
  return etag?.replaceAll('"', "");
}
