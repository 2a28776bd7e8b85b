import type { ArtifactContent } from "../../logging/index.ts";

/** A file or folder of an artifact place. */
export interface ArtifactEntry {
  /** Relative to the place, with `/` between names. */
  readonly path: string;
  readonly isDir: boolean;
  /** In bytes; 0 for a folder. */
  readonly size: number;
}

/** How one transfer is watched and ended. */
export interface PlaceOptions {
  /** Ends the transfer, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of bytes as they go; a negative number takes back what has to go once more. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * Where the files of a run, a logged model or a model version are. Every path is relative to it, with `/` between
 * names; "" is the whole. All methods throw MillraceError: INVALID_PARAMETER_VALUE for a path that could lead elsewhere,
 * RESOURCE_DOES_NOT_EXIST, PERMISSION_DENIED, TEMPORARILY_UNAVAILABLE; an AsyncIterable throws on iteration.
 */
export interface ArtifactPlace {
  /** As the server names it. */
  readonly uri: string;
  /** The direct children of a folder; none for a file and for what is not there. */
  list(path: string, options?: PlaceOptions): AsyncIterable<ArtifactEntry>;
  /** The bytes of a file, no faster than they are taken. */
  read(path: string, options?: PlaceOptions): AsyncIterable<Uint8Array>;
  /** Writes a file anew; it is there when all of it has arrived, and not before. */
  write(path: string, content: ArtifactContent, options?: PlaceOptions): Promise<void>;
}
