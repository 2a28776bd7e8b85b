import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { ArtifactStores } from "@millrace/artifacts";
import { invalidParameter } from "@millrace/contract";
import type { ArtifactOwner, BulkStore, ExperimentRecord } from "@millrace/store/transfer";
import type { MlflowSource } from "../mlflow/source.ts";
import { copyTree, type CopyCount } from "./copy-tree.ts";
import type { MoveControl } from "./progress.ts";

/** Where artifacts are copied from and to. */
export interface ArtifactMove {
  /** Opens the source's URIs. */
  readonly from: ArtifactStores;
  /** Opens the target's URIs. */
  readonly to: ArtifactStores;
  /** Below this URI each experiment gets a folder, as new experiments do. */
  readonly root: string;
}

/** What was copied, and what could not be. */
export interface CopiedArtifacts {
  readonly files: number;
  readonly bytes: number;
  /** Files that were at their new place already. */
  readonly present: number;
  /** A line for each owner whose artifacts stay where they were. */
  readonly failures: readonly string[];
}

interface Order {
  readonly from: MlflowSource;
  readonly registry: MlflowSource;
  readonly to: BulkStore;
  readonly move: ArtifactMove;
}

/** Someone's artifacts at the source, and where they go. */
interface Owned {
  readonly owner: ArtifactOwner;
  readonly id: string;
  readonly uri: string;
  readonly target: string;
}

/**
 * Copies the artifacts of runs and logged models, then gives each its new URI; versions of models follow what they were
 * made of. Done again it copies what is missing.
 */
export async function moveArtifacts(order: Order, control: MoveControl): Promise<CopiedArtifacts> {
  const mover = new ArtifactMover(order, control);
  for await (const runs of order.from.runs()) {
    await mover.move(
      runs.map(({ id, experimentId, artifactUri }) => ({
        owner: "run",
        id,
        uri: artifactUri,
        target: `${mover.location(experimentId)}/${id}/artifacts`,
      })),
    );
  }
  for await (const models of order.from.loggedModels()) {
    await mover.move(
      models.map(({ id, experimentId, artifactUri }) => ({
        owner: "logged-model",
        id,
        uri: artifactUri,
        target: `${mover.location(experimentId)}/models/${id}/artifacts`,
      })),
    );
  }
  await mover.moveVersions();
  await mover.moveExperiments();
  return mover.result();
}

class ArtifactMover {
  readonly #order: Order;
  readonly #control: MoveControl;
  readonly #moved = new Map<string, string>();
  readonly #failures: string[] = [];
  readonly #count: CopyCount = { files: 0, bytes: 0, present: 0 };

  constructor(order: Order, control: MoveControl) {
    this.#order = order;
    this.#control = control;
  }

  /** Where an experiment keeps its artifacts from now on. */
  location(experimentId: ExperimentRecord["id"]): string {
    return `${this.#order.move.root.replace(/\/+$/, "")}/${experimentId}`;
  }

  async move(all: readonly Owned[]): Promise<void> {
    const [first] = all;
    if (first === undefined) return;
    const { relocations } = this.#order.to;
    const places = await relocations.places(
      first.owner,
      all.map(({ id }) => id),
    );
    for (const owned of all) {
      this.#control.signal.throwIfAborted();
      if (owned.uri !== "" && (await this.#moveOne(owned, places.get(owned.id)))) {
        this.#moved.set(owned.uri.replace(/\/+$/, ""), owned.target);
      }
    }
  }

  async #moveOne(owned: Owned, now: string | undefined): Promise<boolean> {
    if (now === owned.target) return true;
    const { move, to } = this.#order;
    try {
      const place = this.#placeOf(owned);
      const target = await move.to.open(owned.target);
      if (place !== undefined) await copyTree(await move.from.open(place), target, this.#count, () => this.#report());
    } catch (error) {
      this.#control.signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      this.#failures.push(`${owned.owner.replace("-", " ")} ${owned.id}: ${reason}`);
      return false;
    }
    await to.relocations.move(owned.owner, owned.id, owned.target);
    return true;
  }

  /** The URI; when it names a local folder that is gone, the one beside what was read, or undefined: there is nothing. */
  #placeOf({ owner, id, uri }: Owned): string | undefined {
    const local = localPath(uri);
    if (owner === "experiment" || local === undefined || existsSync(local)) return uri;
    const beside = this.#order.from.folderOf?.(owner, id);
    const folder = beside === undefined ? undefined : path.join(beside, "artifacts");
    return folder !== undefined && existsSync(folder) ? folder : undefined;
  }

  async moveVersions(): Promise<void> {
    for await (const versions of this.#order.registry.modelVersions()) {
      for (const { model, version } of versions) {
        this.#control.signal.throwIfAborted();
        await this.#order.to.relocations.moveVersion(model, version, (uri) => this.#newPlace(uri));
      }
    }
  }

  /** Where what a URI names is now: below the artifacts of the nearest folder above it that moved. */
  #newPlace(uri: string): string {
    for (let end = uri.length; end > 0; end = uri.lastIndexOf("/", end - 1)) {
      const moved = this.#moved.get(uri.slice(0, end));
      if (moved !== undefined) return moved + uri.slice(end);
    }
    return uri;
  }

  /** Experiments last: only now all that they had is at the new place. */
  async moveExperiments(): Promise<void> {
    if (this.#failures.length > 0) return;
    const { from, to } = this.#order;
    for await (const experiments of from.experiments()) {
      const places = await to.relocations.places(
        "experiment",
        experiments.map(({ id }) => id),
      );
      for (const { id } of experiments) {
        if (places.get(String(id)) !== this.location(id))
          await to.relocations.move("experiment", id, this.location(id));
      }
    }
  }

  #report(): void {
    this.#control.signal.throwIfAborted();
    this.#control.onProgress({ phase: "artifact files", done: this.#count.files + this.#count.present });
  }

  result(): CopiedArtifacts {
    return { ...this.#count, failures: this.#failures };
  }
}

function localPath(uri: string): string | undefined {
  if (uri.startsWith("file:")) {
    try {
      return fileURLToPath(uri);
    } catch {
      return undefined;
    }
  }
  return /^[a-z][a-z0-9+.-]+:/i.test(uri) ? undefined : uri;
}

/**
 * Refuses a copy whose source can't be found: `mlflow-artifacts:` URIs say nothing about where the old server keeps them.
 * @throws MillraceError INVALID_PARAMETER_VALUE that names the option.
 */
export async function checkArtifactSource(from: MlflowSource, destination: string | undefined): Promise<void> {
  if (destination !== undefined) return;
  for await (const experiments of from.experiments()) {
    const proxied = experiments.find(({ artifactLocation }) => artifactLocation.startsWith("mlflow-artifacts:"));
    if (proxied === undefined) continue;
    throw invalidParameter(
      `Artifacts of experiment ${proxied.id} are at ${proxied.artifactLocation}, which only the old server could find. ` +
        "Say with --from-artifacts where it keeps them: its --artifacts-destination, by default the folder mlartifacts.",
    );
  }
}
