import type { ByteRange } from "@millrace/contract";
import type { MultipartUploads, PresignedRequest, WriteOptions } from "../../artifact-store.ts";

/** An object of a bucket. */
export interface StoredObject {
  readonly key: string;
  readonly size: number;
  readonly etag?: string | undefined;
  readonly modified?: Date | undefined;
}

/** A part of a listing. */
export interface ListedPage {
  readonly objects: readonly StoredObject[];
  /** Prefixes that end with the delimiter and stand for all objects below them. */
  readonly folders: readonly string[];
}

/**
 * What one cloud can do with objects of one bucket: the part of a store that differs between clouds. Keys are whole. All
 * methods throw MillraceErrors, as ArtifactStore says; errors of a source stream are thrown as they are.
 */
export interface BucketDriver {
  /** The object; undefined when there is none of that key. */
  head(key: string): Promise<StoredObject | undefined>;
  /** All objects whose keys start with the prefix; with `direct`, those behind a further "/" are folded into folders. */
  pages(prefix: string, options: { readonly direct: boolean; readonly limit?: number }): AsyncIterable<ListedPage>;
  /** @throws {MillraceError} RESOURCE_DOES_NOT_EXIST, and INVALID_PARAMETER_VALUE for a range behind the end */
  get(key: string, range: ByteRange | undefined): AsyncIterable<Uint8Array>;
  put(key: string, stream: AsyncIterable<Uint8Array>, options: WriteOptions): Promise<void>;
  /** Removes the objects that are there. */
  remove(keys: readonly string[]): Promise<void>;
  presignDownload?(key: string, seconds: number): Promise<PresignedRequest>;
  presignUpload?(key: string, seconds: number): Promise<PresignedRequest>;
  /** Its paths are keys. */
  readonly multipart?: MultipartUploads;
}
