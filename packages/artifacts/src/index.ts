export type {
  ArtifactStore,
  Deleted,
  FileInfo,
  MultipartUploads,
  PartUpload,
  PresignedRequest,
  UploadedPart,
  WriteOptions,
} from "./artifact-store.ts";
export { ArtifactStores } from "./artifact-stores.ts";
export { localPath } from "./local-path.ts";
export { openArtifactStore } from "./open.ts";
export type { ArtifactOptions, AzureSettings, GcsSettings, HttpSettings, S3Settings } from "./options.ts";
export { checkArtifactPath } from "./path.ts";
