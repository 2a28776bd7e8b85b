import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { doesNotExist, invalidParameter } from "@millrace/contract";
import { parseProject } from "./parse.ts";
import type { Project, ProjectEnvironment } from "./project.ts";

const FILE_NAME = "mlproject";
/** What a folder needs when its MLproject file does not say, by the files that MLflow looks for, and package.json. */
const FOUND_BY_NAME: readonly [file: string, kind: "python" | "conda" | "node"][] = [
  ["python_env.yaml", "python"],
  ["conda.yaml", "conda"],
];
const MOST_BYTES = 1024 * 1024;

/**
 * Reads the project in a folder; one without an MLproject file is a project too, whose files are entry points.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such folder, INVALID_PARAMETER_VALUE when its MLproject
 *   file is wrong or names a file that is not there
 */
export async function readProject(folder: string): Promise<Project> {
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) throw doesNotExist(`There is no folder "${folder}" with a project.`);
  const file = projectFile(names);
  const project: Project =
    file === undefined
      ? { name: undefined, environment: { kind: "none" }, entryPoints: new Map() }
      : parseProject(await readText(path.join(folder, file)));
  const environment = await checkedEnvironment(project.environment, folder, names);
  return { ...project, environment };
}

/** The MLproject file among the names in a folder, in any case. */
export function projectFile(names: readonly string[]): string | undefined {
  return names.find((name) => name.toLowerCase() === FILE_NAME);
}

async function readText(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > MOST_BYTES) throw invalidParameter(`The MLproject file is larger than ${MOST_BYTES} bytes.`);
  return readFile(file, "utf8");
}

async function checkedEnvironment(
  environment: ProjectEnvironment,
  folder: string,
  names: readonly string[],
): Promise<ProjectEnvironment> {
  if (environment.kind === "docker") return environment;
  if (environment.kind === "none") {
    const [file, kind] = FOUND_BY_NAME.find(([name]) => names.includes(name)) ?? [];
    return file === undefined || kind === undefined ? environment : { kind, file };
  }
  const isThere = await stat(path.join(folder, environment.file)).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isThere) return environment;
  throw invalidParameter(`The MLproject file names "${environment.file}", which is not in the project's folder.`);
}
