import path from "node:path";
import { isFolder, readMeta, subfolders } from "./files.ts";
import type { Meta } from "./meta.ts";

const TRASH = ".trash";
const REGISTRY = "models";
const NO_RUNS = new Set(["tags", "datasets", "traces", "models"]);

/** A folder with a `meta.yaml` that could be read. */
export interface Described {
  readonly folder: string;
  readonly meta: Meta;
}

/** Where things lie in an `mlruns` folder; what is damaged is noted and left out. */
export class Layout {
  readonly root: string;
  readonly #damage = new Set<string>();

  constructor(root: string) {
    this.root = root;
  }

  get damage(): readonly string[] {
    return [...this.#damage];
  }

  /** Notes damage of a file or folder; once, however often it is met. */
  note(place: string, what: string): void {
    this.#damage.add(`${path.relative(this.root, place)}: ${what}`);
  }

  /** Experiments, deleted ones too: those lie in a folder of their own. */
  *experiments(): Generator<Described> {
    const trash = path.join(this.root, TRASH);
    const active = this.#folders(this.root).filter((name) => name !== TRASH && name !== REGISTRY);
    const folders = [
      ...active.map((name) => path.join(this.root, name)),
      ...this.#folders(trash).map((name) => path.join(trash, name)),
    ];
    for (const folder of folders) yield* this.#described(folder, /^\d+$/.test(path.basename(folder)));
  }

  *runs(experiment: string): Generator<Described> {
    for (const name of this.#folders(experiment)) {
      if (NO_RUNS.has(name)) continue;
      const folder = path.join(experiment, name);
      // A folder with artifacts alone belongs to a run that some database holds.
      yield* this.#described(folder, isFolder(path.join(folder, "params")) || isFolder(path.join(folder, "metrics")));
    }
  }

  *datasets(experiment: string): Generator<Described> {
    yield* this.#allOf(path.join(experiment, "datasets"));
  }

  *loggedModels(experiment: string): Generator<Described> {
    yield* this.#allOf(path.join(experiment, "models"));
  }

  *inputs(run: string): Generator<Described> {
    yield* this.#allOf(path.join(run, "inputs"));
  }

  *outputs(run: string): Generator<Described> {
    yield* this.#allOf(path.join(run, "outputs"));
  }

  *registeredModels(): Generator<Described> {
    yield* this.#allOf(path.join(this.root, REGISTRY));
  }

  *versions(model: string): Generator<Described> {
    for (const name of this.#folders(model)) {
      if (/^version-\d+$/.test(name)) yield* this.#described(path.join(model, name), true);
    }
  }

  #folders(folder: string): string[] {
    const { folders, links } = subfolders(folder);
    for (const name of links) this.note(path.join(folder, name), "it is a link, and links are not followed");
    return folders;
  }

  *#allOf(folder: string): Generator<Described> {
    for (const name of this.#folders(folder)) yield* this.#described(path.join(folder, name), true);
  }

  /** @param expected whether a folder without `meta.yaml` has lost it */
  *#described(folder: string, expected: boolean): Generator<Described> {
    try {
      const meta = readMeta(folder);
      if (meta !== undefined) yield { folder, meta };
      else if (expected) this.note(folder, "meta.yaml is missing");
    } catch (error) {
      this.note(folder, `meta.yaml can't be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
