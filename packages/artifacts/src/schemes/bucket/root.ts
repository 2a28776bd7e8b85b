import { invalidParameter } from "@millrace/contract";
import { checkArtifactPath } from "../../path.ts";

const ROOT = /^[a-z0-9]+:\/\/([\w.-]+)(?:\/(.*))?$/is;

/** A bucket and the folder in it, without slashes around it; "" is the whole bucket. */
export interface BucketRoot {
  readonly bucket: string;
  readonly folder: string;
}

/**
 * Reads `scheme://bucket/folder`.
 * @throws {MillraceError} INVALID_PARAMETER_VALUE for another form
 */
export function bucketRoot(uri: string): BucketRoot {
  const [, bucket, folder = ""] = ROOT.exec(uri) ?? [];
  if (bucket === undefined) {
    throw invalidParameter(`"${uri}" names no bucket: write it as in s3://bucket/folder.`);
  }
  return { bucket, folder: checkArtifactPath(folder, "artifact root") };
}
