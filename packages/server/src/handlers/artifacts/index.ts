import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { abortMultipart } from "./abort-multipart.ts";
import { archive } from "./archive.ts";
import { completeMultipart } from "./complete-multipart.ts";
import { createMultipart } from "./create-multipart.ts";
import { deleteProxied } from "./delete-proxied.ts";
import { downloadProxied } from "./download-proxied.ts";
import { get } from "./get.ts";
import { getOfLoggedModel } from "./get-of-logged-model.ts";
import { getOfVersion } from "./get-of-version.ts";
import { list } from "./list.ts";
import { listOfLoggedModel } from "./list-of-logged-model.ts";
import { listProxied } from "./list-proxied.ts";
import { presignDownload } from "./presign-download.ts";
import { presignProxied } from "./presign-proxied.ts";
import { presignUpload } from "./presign-upload.ts";
import { upload } from "./upload.ts";
import { uploadProxied } from "./upload-proxied.ts";

/** The handlers of the endpoints of artifacts. */
export const artifacts: NounHandlers<typeof endpoints.artifacts> = {
  listProxied,
  downloadProxied,
  uploadProxied,
  deleteProxied,
  createMultipart,
  completeMultipart,
  abortMultipart,
  presignProxied,
  list,
  get,
  getOfVersion,
  getOfLoggedModel,
  listOfLoggedModel,
  upload,
  presignUpload,
  presignDownload,
  archive,
};
