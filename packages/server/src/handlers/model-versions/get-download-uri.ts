import type { endpoints } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { versionRef } from "./version-ref.ts";

export const getDownloadUri: Handler<typeof endpoints.modelVersions.getDownloadUri> = async (request, { store }) => ({
  artifact_uri: await store.modelVersions.downloadUri(versionRef(request)),
});
