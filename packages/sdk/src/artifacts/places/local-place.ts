import { realpath } from "node:fs/promises";
import path from "node:path";
import type { ArtifactStore } from "@millrace/artifacts";
import { invalidParameter } from "@millrace/contract";
import type { ArtifactContent } from "../../logging/index.ts";
import { writeLocalFile } from "../local-file.ts";
import type { PlaceOptions } from "./place.ts";
import { chunksOf, counted, StoredPlace } from "./stored-place.ts";

/** A folder of this machine that other programs list too: unlike a server, it leaves no hidden folder there. */
export class LocalPlace extends StoredPlace {
  readonly #folder: string;

  constructor(uri: string, store: ArtifactStore, folder: string) {
    super(uri, store);
    this.#folder = path.resolve(folder);
  }

  override async write(artifact: string, content: ArtifactContent, options: PlaceOptions = {}): Promise<void> {
    // Refuses a path that leads out, also through links.
    const found = await this.store.stat(artifact);
    if (artifact === "" || found?.isDir === true) {
      throw invalidParameter(`"${artifact}" can't be written: it is a folder of ${this.uri}.`);
    }
    const target = path.join(this.#folder, artifact);
    await writeLocalFile(found === undefined ? target : await realpath(target), counted(chunksOf(content), options));
  }
}
