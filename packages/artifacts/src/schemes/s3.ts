import { MillraceError, type ByteRange } from "@millrace/contract";
import type { GetObjectCommand, PutObjectCommand, _Object as Listed } from "@aws-sdk/client-s3";
import { bytesOf } from "../streams.ts";
import type { ArtifactStore, PresignedRequest, WriteOptions } from "../artifact-store.ts";
import type { ArtifactOptions } from "../options.ts";
import type { BucketDriver, ListedPage, StoredObject } from "./bucket/driver.ts";
import { bucketRoot } from "./bucket/root.ts";
import { bucketStore } from "./bucket/store.ts";
import { connectS3, type S3 } from "./s3/client.ts";
import { s3Error, statusOf } from "./s3/error.ts";
import { Uploader } from "./s3/upload.ts";
import { S3Uploads } from "./s3/uploads.ts";

/**
 * Opens `s3://bucket/folder`.
 * @throws {MillraceError} INVALID_PARAMETER_VALUE for a URI in another form, NOT_IMPLEMENTED without the library for S3
 */
export async function openS3Store(uri: string, options: ArtifactOptions): Promise<ArtifactStore> {
  const { bucket, folder } = bucketRoot(uri);
  return bucketStore(new S3Driver(await connectS3(options), bucket), folder);
}

class S3Driver implements BucketDriver {
  readonly #s3: S3;
  readonly #bucket: string;
  readonly #uploader: Uploader;
  readonly multipart: S3Uploads;

  constructor(s3: S3, bucket: string) {
    this.#s3 = s3;
    this.#bucket = bucket;
    this.#uploader = new Uploader(s3);
    this.multipart = new S3Uploads(s3, bucket);
  }

  async head(key: string): Promise<StoredObject | undefined> {
    const { sdk, client } = this.#s3;
    try {
      const found = await client.send(new sdk.HeadObjectCommand(this.#at(key)));
      return {
        key,
        size: found.ContentLength ?? 0,
        etag: unquoted(found.ETag),
        modified: found.LastModified,
      };
    } catch (thrown) {
      if (statusOf(thrown) === 404) return undefined;
      throw s3Error(thrown, key);
    }
  }

  async *pages(prefix: string, { direct, limit }: { direct: boolean; limit?: number }): AsyncGenerator<ListedPage> {
    const { sdk, client } = this.#s3;
    const input = {
      Bucket: this.#bucket,
      Prefix: prefix,
      ...(direct && { Delimiter: "/" }),
      ...(limit !== undefined && { MaxKeys: limit }),
    };
    try {
      for await (const page of sdk.paginateListObjectsV2({ client }, input)) {
        yield {
          objects: (page.Contents ?? []).map(storedObject),
          folders: (page.CommonPrefixes ?? []).map(({ Prefix = "" }) => Prefix),
        };
      }
    } catch (thrown) {
      throw s3Error(thrown, prefix);
    }
  }

  async *get(key: string, range: ByteRange | undefined): AsyncGenerator<Uint8Array> {
    const { sdk, client } = this.#s3;
    const Range = range && `bytes=${range.start}-${range.end}`;
    try {
      const { Body } = await client.send(new sdk.GetObjectCommand({ ...this.#at(key), ...(Range && { Range }) }));
      yield* bytesOf(Body);
    } catch (thrown) {
      throw s3Error(thrown, key);
    }
  }

  put(key: string, stream: AsyncIterable<Uint8Array>, options: WriteOptions): Promise<void> {
    return this.#uploader.upload(this.#at(key), stream, options);
  }

  async remove(keys: readonly string[]): Promise<void> {
    const { sdk, client } = this.#s3;
    const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet: true };
    try {
      const { Errors = [] } = await client.send(new sdk.DeleteObjectsCommand({ Bucket: this.#bucket, Delete }));
      const failed = Errors.find(({ Code }) => Code !== "NoSuchKey");
      if (failed) throw removalFailed(failed);
    } catch (thrown) {
      throw s3Error(thrown, keys[0] ?? "");
    }
  }

  presignDownload(key: string, seconds: number): Promise<PresignedRequest> {
    return this.#presign(new this.#s3.sdk.GetObjectCommand(this.#at(key)), seconds);
  }

  presignUpload(key: string, seconds: number): Promise<PresignedRequest> {
    return this.#presign(new this.#s3.sdk.PutObjectCommand(this.#at(key)), seconds);
  }

  async #presign(command: GetObjectCommand | PutObjectCommand, seconds: number): Promise<PresignedRequest> {
    const { client, presigner } = this.#s3;
    try {
      return { url: await presigner.getSignedUrl(client, command, { expiresIn: seconds }), headers: {} };
    } catch (thrown) {
      throw s3Error(thrown, this.#bucket);
    }
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: key };
  }
}

function storedObject({ Key = "", Size = 0, ETag, LastModified }: Listed): StoredObject {
  return { key: Key, size: Size, etag: unquoted(ETag), modified: LastModified };
}

function unquoted(etag: string | undefined): string | undefined {
  return etag?.replaceAll('"', "");
}

function removalFailed({
  Key = "",
  Code = "",
}: {
  Key?: string | undefined;
  Code?: string | undefined;
}): MillraceError {
  const code = Code === "AccessDenied" ? "PERMISSION_DENIED" : "TEMPORARILY_UNAVAILABLE";
  return new MillraceError(code, `S3 did not remove "${Key}" (${Code}). What came before it is removed.`);
}
