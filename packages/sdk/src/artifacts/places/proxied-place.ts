import { openAsBlob } from "node:fs";
import { invalidParameter } from "@millrace/contract";
import type { Client } from "../../client/index.ts";
import type { ArtifactContent } from "../../logging/index.ts";
import { countedBlob } from "./counted-blob.ts";
import type { ArtifactEntry, ArtifactPlace, PlaceOptions } from "./place.ts";
import { checkGivenPath } from "./safe-path.ts";

/** How slow an upload may be before it is given up: the server is silent until all has arrived. */
const SLOWEST_BYTES_PER_MS = 50;
const SILENCE_MS = 120_000;
const LONGEST_MS = 2 ** 31 - 1;

/** A folder of the artifact proxy of a server: what `mlflow-artifacts:/<folder>` names. */
export class ProxiedPlace implements ArtifactPlace {
  readonly uri: string;
  readonly #client: Client;
  readonly #folder: string;

  /** @param folder on the server, checked; "" for all that it has */
  constructor(uri: string, client: Client, folder: string) {
    this.uri = uri;
    this.#client = client;
    this.#folder = folder;
  }

  async *list(path: string, { signal }: PlaceOptions = {}): AsyncGenerator<ArtifactEntry> {
    const { files = [] } = await this.#client.artifacts.listProxied({ path: this.#at(path) }, given(signal));
    for (const { path: name, is_dir, file_size = 0 } of files) {
      const whole = path === "" ? name : `${path}/${name}`;
      checkGivenPath(whole, this.uri);
      yield { path: whole, isDir: is_dir, size: Number(file_size) };
    }
  }

  async *read(path: string, { signal, onBytes }: PlaceOptions = {}): AsyncGenerator<Uint8Array> {
    const request = { artifact_path: this.#at(path) };
    const { body } = await this.#client.artifacts.downloadProxied(request, given(signal));
    for await (const chunk of body) {
      onBytes?.(chunk.length);
      yield chunk;
    }
  }

  async write(path: string, content: ArtifactContent, { signal, onBytes }: PlaceOptions = {}): Promise<void> {
    if (path === "") throw invalidParameter("An artifact needs a path below the root.");
    const bytes = content instanceof Uint8Array ? new Blob([content.slice()]) : await openAsBlob(content.file);
    const timeoutMs = Math.min(SILENCE_MS + Math.ceil(bytes.size / SLOWEST_BYTES_PER_MS), LONGEST_MS);
    const upload = onBytes === undefined ? bytes : countedBlob(bytes, onBytes);
    const request = { artifact_path: this.#at(path), content: upload };
    await this.#client.artifacts.uploadProxied(request, { ...given(signal), timeoutMs });
  }

  #at(path: string): string {
    return this.#folder === "" || path === "" ? this.#folder + path : `${this.#folder}/${path}`;
  }
}

function given(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
