import { type ArtifactStore, checkArtifactPath } from "@millrace/artifacts";
import {
  doesNotExist,
  Download,
  type endpoints,
  invalidParameter,
  type RequestOf,
  showValue,
} from "@millrace/contract";
import type { Context } from "../../context.ts";
import type { Handler } from "../handler.ts";
import { baseName } from "./listing.ts";
import { modelPlace, runPlace } from "./places.ts";
import { versionFolder } from "./version-folder.ts";
import { zipOf } from "./zip.ts";

export const archive: Handler<typeof endpoints.artifacts.archive> = async (request, context) => {
  const asked = checkArtifactPath(request.path ?? "", "path");
  const { store, folder, name } = await folderOf(request, context);
  const path = [folder, asked].filter((part) => part !== "").join("/");
  if ((await store.stat(path)) === undefined) throw doesNotExist(`There is no artifact ${showValue(asked)}.`);
  const fileName = `${asked === "" ? name : baseName(asked)}.zip`;
  return new Download({ contentType: "application/zip", fileName }, () => zipOf(store, path));
};

interface Folder {
  readonly store: ArtifactStore;
  /** Where in the store it is. */
  readonly folder: string;
  /** What a file with all of it is called. */
  readonly name: string;
}

async function folderOf(request: RequestOf<typeof endpoints.artifacts.archive>, context: Context): Promise<Folder> {
  const { run_id = "", model_id = "", name = "", version = "" } = request;
  if ([run_id, model_id, name].filter((given) => given !== "").length !== 1) {
    throw invalidParameter("Give one of the parameters 'run_id', 'model_id' and 'name', and no other.");
  }
  if (run_id !== "") return { store: (await runPlace({ run_id }, context)).store, folder: "", name: run_id };
  if (model_id !== "") return { store: (await modelPlace(model_id, context)).store, folder: "", name: model_id };
  return { ...(await versionFolder(name, version, context)), name: [name, version].filter(Boolean).join("-") };
}
