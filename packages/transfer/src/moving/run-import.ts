import { ArtifactStores } from "@millrace/artifacts";
import { openBulkStore } from "@millrace/store/transfer";
import { openMlflow } from "../mlflow/open.ts";
import type { MlflowSource } from "../mlflow/source.ts";
import { type ArtifactMove, checkArtifactSource } from "./artifacts.ts";
import { importMlflow, type ImportReport } from "./import.ts";
import type { MoveControl } from "./progress.ts";

type ArtifactOptions = ConstructorParameters<typeof ArtifactStores>[0];

/** What a person asks for. */
export interface ImportRequest {
  /** `sqlite:///…`, `postgresql://…` or a folder. */
  readonly from: string;
  /** The same for the model registry, when it is in another place. */
  readonly registryFrom?: string | undefined;
  readonly backendStoreUri: string;
  /** Copies the artifacts too. */
  readonly artifacts?: ArtifactRequest | undefined;
}

/** How artifacts are copied. */
export interface ArtifactRequest {
  /** Below this URI each experiment gets a folder. */
  readonly root: string;
  /** How the target's URIs are opened. */
  readonly options: ArtifactOptions;
  /** What `mlflow-artifacts:/` stands for at the source. */
  readonly fromDestination?: string | undefined;
}

/**
 * Opens both sides, imports and closes them.
 * @throws MillraceError as `importMlflow`, and when one of the sides can't be opened.
 */
export async function runImport(request: ImportRequest, control: MoveControl): Promise<ImportReport> {
  await using from = await openMlflow(request.from);
  await using registry = request.registryFrom === undefined ? undefined : await openMlflow(request.registryFrom);
  const { artifacts } = request;
  if (artifacts !== undefined) await checkArtifactSource(from, artifacts.fromDestination);
  await using to = await openBulkStore(request.backendStoreUri);
  const move = artifacts && artifactMove(artifacts, from);
  return await importMlflow({ from, registry, to, artifacts: move }, control);
}

/**
 * Every client of the old server could name any folder of this machine as an artifact location, so local artifacts are
 * taken from the folders only that the operator names, and from where the source itself lies.
 */
function artifactMove({ root, options, fromDestination }: ArtifactRequest, from: MlflowSource): ArtifactMove {
  const own = [from.folder, fromDestination].filter((folder) => folder !== undefined);
  return {
    root,
    to: new ArtifactStores(options),
    from: new ArtifactStores({
      ...options,
      localRoots: [...options.localRoots, ...own],
      artifactsDestination: fromDestination,
    }),
  };
}
