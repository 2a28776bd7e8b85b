import { doesNotExist, invalidParameter, MillraceError, type ByteRange } from "@millrace/contract";
import type { ArtifactStore, Deleted, FileInfo, MultipartUploads, WriteOptions } from "../../artifact-store.ts";
import type { BucketDriver, StoredObject } from "./driver.ts";

/**
 * A store of the objects of a bucket whose keys start with a prefix: "/" in a key makes folders.
 * @param folder the prefix, without slashes around it; "" for the whole bucket
 */
export function bucketStore(driver: BucketDriver, folder: string): ArtifactStore {
  const prefix = folder === "" ? "" : `${folder}/`;
  const presignDownload = driver.presignDownload?.bind(driver);
  const presignUpload = driver.presignUpload?.bind(driver);
  const { multipart } = driver;
  const tree = new ObjectTree(driver, prefix);
  return {
    stat: (path) => tree.stat(path),
    list: (path) => tree.list(path),
    walk: (path) => tree.walk(path),
    read: (path, range) => tree.read(path, range),
    write: (path, stream, options) => tree.write(path, stream, options),
    delete: (path) => tree.delete(path),
    ...(presignDownload && { presignDownload: (path, seconds) => presignDownload(prefix + path, seconds) }),
    ...(presignUpload && { presignUpload: (path, seconds) => presignUpload(prefix + path, seconds) }),
    ...(multipart && { multipart: below(prefix, multipart) }),
  };
}

function below(prefix: string, uploads: MultipartUploads): MultipartUploads {
  return {
    create: (path, parts) => uploads.create(prefix + path, parts),
    complete: (path, uploadId, parts) => uploads.complete(prefix + path, uploadId, parts),
    abort: (path, uploadId) => uploads.abort(prefix + path, uploadId),
  };
}

/** Keys of objects seen as files in folders. */
class ObjectTree {
  readonly #driver: BucketDriver;
  readonly #prefix: string;

  constructor(driver: BucketDriver, prefix: string) {
    this.#driver = driver;
    this.#prefix = prefix;
  }

  async stat(path: string): Promise<FileInfo | undefined> {
    const object = path === "" ? undefined : await this.#driver.head(this.#prefix + path);
    if (object) return this.#file(object);
    return (await this.#isFolder(path)) ? { path, isDir: true, size: 0 } : undefined;
  }

  async *list(path: string): AsyncGenerator<FileInfo> {
    for await (const { objects, folders } of this.#driver.pages(this.#folder(path), { direct: true })) {
      for (const key of folders) yield { path: this.#path(key).slice(0, -1), isDir: true, size: 0 };
      for (const object of objects) if (!isMarker(object)) yield this.#file(object);
    }
  }

  async *walk(path: string): AsyncGenerator<FileInfo> {
    for await (const object of this.#all(path)) if (!isMarker(object)) yield this.#file(object);
  }

  async *read(path: string, range: ByteRange | undefined): AsyncGenerator<Uint8Array> {
    let empty = true;
    try {
      for await (const chunk of this.#driver.get(this.#prefix + path, range)) {
        empty &&= chunk.byteLength === 0;
        yield chunk;
      }
    } catch (thrown) {
      if (!(thrown instanceof MillraceError) || thrown.code !== "RESOURCE_DOES_NOT_EXIST") throw thrown;
      if (await this.#isFolder(path)) throw invalidParameter(`"${path}" is a folder: ask for one of the files in it.`);
      throw doesNotExist(`No artifact is at "${path}".`);
    }
    // Not every server refuses such a range by itself.
    if (range && empty) throw invalidParameter(`The range starts behind the end of "${path}".`);
  }

  write(path: string, stream: AsyncIterable<Uint8Array>, options: WriteOptions = {}): Promise<void> {
    return this.#driver.put(this.#prefix + path, stream, options);
  }

  async delete(path: string): Promise<Deleted> {
    let files = 0;
    let bytes = 0;
    for await (const batch of batchesOf(this.#all(path))) {
      await this.#driver.remove(batch.map(({ key }) => key));
      files += batch.filter((object) => !isMarker(object)).length;
      bytes += batch.reduce((sum, { size }) => sum + size, 0);
    }
    return { files, bytes };
  }

  /** The object of the path and all below it. */
  async *#all(path: string): AsyncGenerator<StoredObject> {
    const object = path === "" ? undefined : await this.#driver.head(this.#prefix + path);
    if (object) yield object;
    for await (const { objects } of this.#driver.pages(this.#folder(path), { direct: false })) yield* objects;
  }

  async #isFolder(path: string): Promise<boolean> {
    for await (const { objects } of this.#driver.pages(this.#folder(path), { direct: false, limit: 1 })) {
      if (objects.length > 0) return true;
    }
    return false;
  }

  #folder(path: string): string {
    return path === "" ? this.#prefix : `${this.#prefix}${path}/`;
  }

  #path(key: string): string {
    return key.slice(this.#prefix.length);
  }

  #file({ key, size, etag, modified }: StoredObject): FileInfo {
    return { path: this.#path(key), isDir: false, size, ...(etag && { etag }), ...(modified && { modified }) };
  }
}

/** As many objects as the clouds remove with one request. */
const BATCH = 1000;

async function* batchesOf<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** An empty object that consoles make to show an empty folder. */
function isMarker({ key }: StoredObject): boolean {
  return key.endsWith("/");
}
