import type { ArtifactOptions, S3Settings } from "@millrace/artifacts";
import { absoluteLocation } from "./artifact-root.ts";
import { booleanSetting, choiceSetting, listSetting } from "./parse.ts";
import type { Settings } from "./settings.ts";

/** Where artifacts are. */
export interface ArtifactPlaces {
  /** Absolute path or URI. */
  readonly defaultArtifactRoot: string;
  /** Absolute path or URI. */
  readonly artifactsDestination: string;
  /** Absolute paths and URIs. */
  readonly allowedArtifactRoots: readonly string[];
}

/** Reads where artifacts are: clients reach them through the server, or by themselves when it doesn't serve them. */
export function placesFrom(settings: Settings, serveArtifacts: boolean): ArtifactPlaces {
  const root = settings.defaultArtifactRoot ?? (serveArtifacts ? "mlflow-artifacts:/" : "./mlartifacts");
  return {
    defaultArtifactRoot: absoluteLocation(root),
    artifactsDestination: absoluteLocation(settings.artifactsDestination ?? "./mlartifacts"),
    allowedArtifactRoots: (listSetting(settings, "allowedArtifactRoots") ?? []).map(absoluteLocation),
  };
}

/**
 * Reads how artifact stores are reached.
 * @throws MillraceError INVALID_PARAMETER_VALUE that names the flag or variable
 */
export function artifactOptionsFrom(settings: Settings, places: ArtifactPlaces): ArtifactOptions {
  const { defaultArtifactRoot, artifactsDestination, allowedArtifactRoots } = places;
  return {
    localRoots: [artifactsDestination, defaultArtifactRoot, ...allowedArtifactRoots],
    artifactsDestination,
    s3: s3From(settings),
    gcs: { endpoint: settings.gcsEndpoint },
    azure: {
      connectionString: settings.azureConnectionString,
      accountKey: settings.azureAccountKey,
      sasToken: settings.azureSasToken?.replace(/^\?/, ""),
    },
    http: { allowedHosts: listSetting(settings, "allowedHttpHosts") },
  };
}

function s3From(settings: Settings): S3Settings {
  const style = choiceSetting(settings, "s3AddressingStyle", ["auto", "path", "virtual"], "auto");
  return {
    endpoint: settings.s3Endpoint,
    pathStyle: style === "auto" ? undefined : style === "path",
    ignoreTls: booleanSetting(settings, "s3IgnoreTls", false),
    uploadExtraArgs: settings.s3UploadExtraArgs,
  };
}
