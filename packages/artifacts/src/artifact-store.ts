import type { ByteRange } from "@millrace/contract";

/** A file or folder of a store. */
export interface FileInfo {
  /** Relative to the store's root, with `/` between names; a file of `list` and `walk` has its whole path, not only its name. */
  readonly path: string;
  readonly isDir: boolean;
  /** In bytes; 0 for a folder. */
  readonly size: number;
  /** Names this content: changes whenever the file is written anew. Without quotes; absent for folders. */
  readonly etag?: string;
  readonly modified?: Date;
}

/** What is known of a file that is being written. */
export interface WriteOptions {
  /** In bytes. A stream that ends with more or fewer is refused with INVALID_PARAMETER_VALUE and leaves nothing. */
  readonly length?: number | undefined;
  readonly contentType?: string | undefined;
}

/** What a delete removed. */
export interface Deleted {
  readonly files: number;
  readonly bytes: number;
}

/** An HTTP request that a client makes by itself, straight to the storage service. */
export interface PresignedRequest {
  readonly url: string;
  /** Headers that the client has to send along. */
  readonly headers: Readonly<Record<string, string>>;
}

/** One part of a multipart upload, to be sent with PUT. */
export interface PartUpload extends PresignedRequest {
  /** From 1. */
  readonly partNumber: number;
}

/** A part that a client has sent. */
export interface UploadedPart {
  readonly partNumber: number;
  /** As the storage service answered it to the client. */
  readonly etag: string;
  /** As `create` gave it; Azure's blocks are named in it. */
  readonly url?: string | undefined;
}

/** Uploads in parts that clients send straight to the storage service. The file is visible after `complete` only. */
export interface MultipartUploads {
  /**
   * Starts an upload of `parts` parts (1 to 10,000).
   * @throws {MillraceError} INVALID_PARAMETER_VALUE for another number of parts, and as `write` does
   */
  create(path: string, parts: number): Promise<{ readonly uploadId: string; readonly parts: readonly PartUpload[] }>;
  /**
   * Makes the file of the parts.
   * @throws {MillraceError} INVALID_PARAMETER_VALUE for parts that the service does not have, RESOURCE_DOES_NOT_EXIST for
   *   an upload that it does not know (any more)
   */
  complete(path: string, uploadId: string, parts: readonly UploadedPart[]): Promise<void>;
  /** Removes the parts. Does nothing when the service does not know the upload (any more). */
  abort(path: string, uploadId: string): Promise<void>;
}

/**
 * Bytes below one root URI. Every `path` is relative to the root, with `/` between names, and must have passed
 * `checkArtifactPath`; the stores check it again and refuse with INVALID_PARAMETER_VALUE what leaves the root. "" is the
 * root itself. Everything streams in constant memory.
 *
 * Besides what each method names, all throw a MillraceError of these codes: PERMISSION_DENIED when the storage refuses
 * access, TEMPORARILY_UNAVAILABLE when it can't be reached or answers with a fault of its own, and NOT_IMPLEMENTED for
 * what this kind of store can't do (writing to a web server). An AsyncIterable throws on iteration.
 */
export interface ArtifactStore {
  /** What is at the path; undefined when nothing is. The root always exists and is a folder, empty or not. */
  stat(path: string): Promise<FileInfo | undefined>;

  /** The direct children of a folder in no given order. Nothing for a file and for what does not exist. */
  list(path: string): AsyncIterable<FileInfo>;

  /** Every file at or below the path, no folders, in no given order. Nothing when the path does not exist. */
  walk(path: string): AsyncIterable<FileInfo>;

  /**
   * The bytes of a file, or the range of them, cut to the file's end; the byte at `range.end` is part of it.
   * @throws {MillraceError} RESOURCE_DOES_NOT_EXIST when there is no such file, INVALID_PARAMETER_VALUE for a folder or
   *   a range that starts behind the end. Stopping the iteration early frees what the read holds.
   */
  read(path: string, range?: ByteRange): AsyncIterable<Uint8Array>;

  /**
   * Writes a file anew, with the folders above it. On return it is visible and durable; when anything fails, the source
   * stream included, nothing of it is left and an older file of the path stays as it was. Errors of the source are
   * thrown as they are.
   * @throws {MillraceError} INVALID_PARAMETER_VALUE for the root, for a wrong length and, where folders are real, for a path
   *   where a folder is or that goes through a file; RESOURCE_EXHAUSTED when the storage is full
   */
  write(path: string, stream: AsyncIterable<Uint8Array>, options?: WriteOptions): Promise<void>;

  /** Removes the file, or the folder with all below it; "" empties the store. Does nothing for what does not exist. */
  delete(path: string): Promise<Deleted>;

  /**
   * A request with which a client can GET the file straight from the storage service; absent where there is none.
   * @param seconds how long it is valid
   */
  presignDownload?(path: string, seconds: number): Promise<PresignedRequest>;

  /** The same for a PUT of the file. */
  presignUpload?(path: string, seconds: number): Promise<PresignedRequest>;

  /** Absent where clients can't send parts straight to the storage. */
  readonly multipart?: MultipartUploads;
}
