import type { ArtifactStore } from "./artifact-store.ts";
import { openArtifactStore } from "./open.ts";
import type { ArtifactOptions } from "./options.ts";

/** How many stores are kept open; the one unused for the longest makes room. */
const MAX_OPEN = 500;

/** The open stores of one program, by root URI: those that are asked for often are not opened again and again. */
export class ArtifactStores {
  readonly #options: ArtifactOptions;
  readonly #open = new Map<string, Promise<ArtifactStore>>();

  constructor(options: ArtifactOptions) {
    this.#options = options;
  }

  /** The store below a root URI; as `openArtifactStore`, and throws as that does. */
  async open(uri: string): Promise<ArtifactStore> {
    const found = this.#open.get(uri);
    if (found) this.#open.delete(uri);
    const store = found ?? openArtifactStore(uri, this.#options);
    this.#open.set(uri, store);
    if (this.#open.size > MAX_OPEN) this.#open.delete(this.#open.keys().next().value ?? uri);
    try {
      return await store;
    } catch (thrown) {
      if (this.#open.get(uri) === store) this.#open.delete(uri);
      throw thrown;
    }
  }
}
