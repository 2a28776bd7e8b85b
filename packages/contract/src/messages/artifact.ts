import { bool, int64, list, message, optional, requiredText, type Static, text, wireTexts } from "../schema.ts";

/** A file or folder. Its path is relative to the run or model, or only its name where the proxy lists. */
export const ArtifactInfo = message({
  path: text(),
  is_dir: bool(),
  /** In bytes; absent for a folder and an empty file. */
  file_size: optional(int64()),
});
export type ArtifactInfo = Static<typeof ArtifactInfo>;

/** What is in a folder of a run or model. */
export const ArtifactList = message({
  root_uri: text(),
  files: optional(list(ArtifactInfo)),
});
export type ArtifactList = Static<typeof ArtifactList>;

/** One part of a multipart upload that the client sends to the storage by itself. */
export const PartCredential = message({ url: text(), part_number: int64(), headers: wireTexts() });

/** A part that the client has sent. */
export const GivenPart = message({ part_number: int64(), etag: requiredText(), url: optional(text()) });
