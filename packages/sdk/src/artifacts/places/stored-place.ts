import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ArtifactStore } from "@millrace/artifacts";
import type { ArtifactContent } from "../../logging/index.ts";
import type { ArtifactEntry, ArtifactPlace, PlaceOptions } from "./place.ts";
import { checkGivenPath } from "./safe-path.ts";

/** A store that this program reaches by itself: a cloud's, with its own credentials, or a folder of this machine. */
export class StoredPlace implements ArtifactPlace {
  readonly uri: string;
  protected readonly store: ArtifactStore;

  constructor(uri: string, store: ArtifactStore) {
    this.uri = uri;
    this.store = store;
  }

  async *list(path: string, { signal }: PlaceOptions = {}): AsyncGenerator<ArtifactEntry> {
    for await (const { path: whole, isDir, size } of this.store.list(path)) {
      signal?.throwIfAborted();
      checkGivenPath(whole, this.uri);
      yield { path: whole, isDir, size };
    }
  }

  read(path: string, options: PlaceOptions = {}): AsyncIterable<Uint8Array> {
    return counted(this.store.read(path), options);
  }

  async write(path: string, content: ArtifactContent, options: PlaceOptions = {}): Promise<void> {
    const length = content instanceof Uint8Array ? content.length : (await stat(content.file)).size;
    await this.store.write(path, counted(chunksOf(content), options), { length });
  }
}

/** The bytes of a content, whole or piece by piece. */
export function chunksOf(content: ArtifactContent): AsyncIterable<Uint8Array> {
  return content instanceof Uint8Array ? once(content) : createReadStream(content.file);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Passes bytes on while nobody ends the transfer. */
export async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  { signal, onBytes }: PlaceOptions,
): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    onBytes?.(chunk.length);
    yield chunk;
  }
}
