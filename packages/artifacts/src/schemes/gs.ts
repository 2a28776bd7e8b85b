import { MillraceError, type ByteRange } from "@millrace/contract";
import type { ArtifactStore, PresignedRequest, WriteOptions } from "../artifact-store.ts";
import type { ArtifactOptions } from "../options.ts";
import { loadSdk, oncePerOptions } from "../sdk.ts";
import { forEachOf } from "../streams.ts";
import type { BucketDriver, ListedPage, StoredObject } from "./bucket/driver.ts";
import { bucketRoot } from "./bucket/root.ts";
import { bucketStore } from "./bucket/store.ts";
import { GcsApi, gcsError } from "./gs/api.ts";
import { readObject, readPage } from "./gs/answers.ts";
import { uploadToGcs } from "./gs/upload.ts";

const REMOVALS_AT_ONCE = 16;

const load = () => import("@google-cloud/storage");

interface Gcs {
  readonly storage: InstanceType<Awaited<ReturnType<typeof load>>["Storage"]>;
  readonly api: GcsApi;
}

const connect = oncePerOptions<Gcs>(async ({ gcs: { endpoint } = {} }) => {
  const { Storage } = await loadSdk("@google-cloud/storage", load);
  const storage = new Storage(endpoint === undefined ? {} : { apiEndpoint: endpoint, projectId: "millrace" });
  const signIn = (url: string): Promise<Headers> => storage.authClient.getRequestHeaders(url);
  const anonymous = (): Promise<Headers> => Promise.resolve(new Headers());
  const api = new GcsApi(endpoint ?? "https://storage.googleapis.com", endpoint === undefined ? signIn : anonymous);
  return { storage, api };
});

/**
 * Opens `gs://bucket/folder`.
 * @throws {MillraceError} INVALID_PARAMETER_VALUE for a URI in another form, NOT_IMPLEMENTED without Google's library
 */
export async function openGcsStore(uri: string, options: ArtifactOptions): Promise<ArtifactStore> {
  const { bucket, folder } = bucketRoot(uri);
  return bucketStore(new GcsDriver(await connect(options), bucket), folder);
}

class GcsDriver implements BucketDriver {
  readonly #gcs: Gcs;
  readonly #api: GcsApi;
  readonly #bucket: string;
  readonly #objects: string;

  constructor(gcs: Gcs, bucket: string) {
    this.#gcs = gcs;
    this.#api = gcs.api;
    this.#bucket = bucket;
    this.#objects = `/storage/v1/b/${encodeURIComponent(bucket)}/o`;
  }

  async head(key: string): Promise<StoredObject | undefined> {
    const answer = await this.#api.send(this.#object(key), key, { accept: [404] });
    const text = await answer.text();
    return answer.status === 404 ? undefined : readObject(text);
  }

  async *pages(prefix: string, { direct, limit }: { direct: boolean; limit?: number }): AsyncGenerator<ListedPage> {
    const query = new URLSearchParams({
      prefix,
      ...(direct && { delimiter: "/" }),
      ...(limit && { maxResults: `${limit}` }),
    });
    for (;;) {
      const { page, next } = readPage(
        await (await this.#api.send(`${this.#objects}?${query.toString()}`, prefix)).text(),
      );
      yield page;
      if (next === undefined) return;
      query.set("pageToken", next);
    }
  }

  async *get(key: string, range: ByteRange | undefined): AsyncGenerator<Uint8Array> {
    const headers = { "accept-encoding": "identity", ...(range && { range: `bytes=${range.start}-${range.end}` }) };
    const { body } = await this.#api.send(`${this.#object(key)}?alt=media`, key, { headers });
    try {
      if (body) yield* body;
    } catch (thrown) {
      throw gcsError(thrown, key);
    }
  }

  put(key: string, stream: AsyncIterable<Uint8Array>, options: WriteOptions): Promise<void> {
    return uploadToGcs(this.#api, this.#bucket, key, stream, options);
  }

  async remove(keys: readonly string[]): Promise<void> {
    await forEachOf(keys, REMOVALS_AT_ONCE, async (key) => {
      const answer = await this.#api.send(this.#object(key), key, { method: "DELETE", accept: [404] });
      // A body that is read to its end leaves the connection to the next request.
      await answer.arrayBuffer();
    });
  }

  presignDownload(key: string, seconds: number): Promise<PresignedRequest> {
    return this.#presign(key, "read", seconds);
  }

  presignUpload(key: string, seconds: number): Promise<PresignedRequest> {
    return this.#presign(key, "write", seconds);
  }

  async #presign(key: string, action: "read" | "write", seconds: number): Promise<PresignedRequest> {
    const file = this.#gcs.storage.bucket(this.#bucket).file(key);
    try {
      const [url] = await file.getSignedUrl({ version: "v4", action, expires: Date.now() + seconds * 1000 });
      return { url, headers: {} };
    } catch (thrown) {
      throw new MillraceError(
        "PERMISSION_DENIED",
        "The server's Google credentials can't sign URLs: give it a service account.",
        { cause: thrown },
      );
    }
  }

  #object(key: string): string {
    return `${this.#objects}/${encodeURIComponent(key)}`;
  }
}
