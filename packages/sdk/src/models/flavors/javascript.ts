import { stat } from "node:fs/promises";
import path from "node:path";
import { doesNotExist, invalidParameter } from "@millrace/contract";
import { filesBelow, type NamedContent } from "../../artifacts/index.ts";
import type { ModelFiles } from "../model-files.ts";

/** A model that is a JavaScript module with the function `predict(input, params)`, which may be asynchronous. */
export interface JavaScriptModel {
  readonly flavor: "javascript";
  /** The path of the module. It has to bring along what it imports: packages are not installed where it is loaded. */
  readonly module: string;
  /** Files and folders in or below the module's folder that it needs; they keep their places beside it. */
  readonly files?: readonly string[];
}

const FOLDER = "javascript";

/**
 * The files and the flavor of a JavaScript model. Nothing of it is run.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST for a file that is not there, INVALID_PARAMETER_VALUE for one that is not
 *   below the module's folder
 */
export async function javascriptFiles({ module, files = [] }: JavaScriptModel): Promise<ModelFiles> {
  const root = path.resolve(path.dirname(module));
  const found = await Promise.all([module, ...files].map((file) => contentsAt(root, path.resolve(file))));
  const byPath = new Map(found.flat().map((one) => [one.path, one]));
  return {
    files: [...byPath.values()],
    flavors: {
      javascript: {
        module: `${FOLDER}/${path.basename(module)}`,
        runtime: "node",
        runtime_version: process.versions.node,
      },
    },
    exampleType: "json_object",
  };
}

async function contentsAt(root: string, file: string): Promise<NamedContent[]> {
  const relative = path.relative(root, file).split(path.sep).join("/");
  if (relative.startsWith("../") || relative === ".." || path.isAbsolute(relative)) {
    throw invalidParameter(`"${file}" is not below "${root}", the folder of the model's module; move it there.`);
  }
  const at = await stat(file).catch(() => undefined);
  if (at === undefined) throw doesNotExist(`There is no file "${file}" of the model.`);
  if (at.isFile()) return [{ path: `${FOLDER}/${relative}`, content: { file } }];
  const inside = await Array.fromAsync(filesBelow(file));
  return inside.map((one) => ({
    path: [FOLDER, relative, one.path].filter((part) => part !== "").join("/"),
    content: { file: one.file },
  }));
}
