import {
  type ModelVersion as WireVersion,
  type ModelVersionStatus,
  type RegisteredModel as WireModel,
  VERSION_NAME_TAG,
} from "@millrace/contract";
import { present, recordOf } from "../present.ts";
import { plainNumber } from "./number.ts";

/** One version of a registered model as it was when it was read; times in milliseconds since the epoch. */
export interface ModelVersion {
  /** The registered model's. */
  readonly name: string;
  /** Its number. */
  readonly version: string;
  /** The name that it was given besides its number, such as `v1`. */
  readonly versionName?: string;
  readonly stage: string;
  readonly description: string;
  /** Where its files come from. */
  readonly source: string;
  /** The run that made it; "" for none. */
  readonly runId: string;
  readonly status: ModelVersionStatus;
  readonly userId: string;
  readonly creationTime: number;
  readonly lastUpdatedTime: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Lists of versions leave them out; the registered model has them all. */
  readonly aliases: readonly string[];
}

/** A registered model as it was when it was read; times in milliseconds since the epoch. */
export interface RegisteredModel {
  readonly name: string;
  readonly description: string;
  readonly creationTime: number;
  readonly lastUpdatedTime: number;
  readonly tags: Readonly<Record<string, string>>;
  /** The number of the version that each alias points to. */
  readonly aliases: Readonly<Record<string, string>>;
  /** The newest version of each stage that has one. */
  readonly latestVersions: readonly ModelVersion[];
}

/** A version from its form on the wire. */
export function toModelVersion(wire: WireVersion): ModelVersion {
  const tags = recordOf(wire.tags);
  return present({
    name: wire.name,
    version: wire.version,
    versionName: tags[VERSION_NAME_TAG],
    stage: wire.current_stage,
    description: wire.description ?? "",
    source: wire.source,
    runId: wire.run_id,
    status: wire.status,
    userId: wire.user_id ?? "",
    creationTime: plainNumber(wire.creation_timestamp),
    lastUpdatedTime: plainNumber(wire.last_updated_timestamp),
    tags,
    aliases: wire.aliases ?? [],
  });
}

/** A registered model from its form on the wire. */
export function toRegisteredModel(wire: WireModel): RegisteredModel {
  return {
    name: wire.name,
    description: wire.description ?? "",
    creationTime: plainNumber(wire.creation_timestamp),
    lastUpdatedTime: plainNumber(wire.last_updated_timestamp),
    tags: recordOf(wire.tags),
    aliases: Object.fromEntries((wire.aliases ?? []).map(({ alias, version }) => [alias, version])),
    latestVersions: (wire.latest_versions ?? []).map(toModelVersion),
  };
}
