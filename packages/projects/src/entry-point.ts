import { stat } from "node:fs/promises";
import path from "node:path";
import { doesNotExist, invalidParameter } from "@millrace/contract";
import { commandOfFile, isRunnable } from "./command/file-command.ts";
import type { EntryPoint, Project } from "./mlproject/project.ts";

/** The entry point that is run when none is named. */
const MAIN = "main";

/**
 * Chooses what to run of a project: what its MLproject file declares under the name, or a file of its folder. Without a
 * name that is `main`, or the only entry point there is.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such entry point, with those that there are
 */
export async function chooseEntryPoint(
  project: Project,
  folder: string,
  name: string | undefined,
): Promise<EntryPoint> {
  const [only, ...others] = project.entryPoints.values();
  const found = project.entryPoints.get(name ?? MAIN) ?? (name === undefined && others.length === 0 ? only : undefined);
  if (found !== undefined) return found;
  const file = name ?? MAIN;
  if (isRunnable(file) && (await isFileInside(folder, file))) {
    return { name: file, parameters: new Map(), command: commandOfFile(file) };
  }
  const names = [...project.entryPoints.keys()].map((known) => `"${known}"`).join(", ");
  throw doesNotExist(
    `The project has no entry point "${file}". It has ${names === "" ? "none; name one of its .py, .sh, .R, .ts or .js files" : names}, ` +
      "to be given with --entry-point.",
  );
}

async function isFileInside(folder: string, file: string): Promise<boolean> {
  const place = path.resolve(folder, file);
  if (!place.startsWith(path.resolve(folder) + path.sep)) {
    throw invalidParameter(`The entry point "${file}" is not in the project's folder.`);
  }
  return stat(place).then(
    (found) => found.isFile(),
    () => false,
  );
}
