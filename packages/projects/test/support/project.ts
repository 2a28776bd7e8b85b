import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type ProjectRun, type ProjectRunEnd, runProject, type RunProjectOptions } from "@millrace/projects";
import { cleanEnvironment, tempDir } from "@millrace/testkit";
import { createClient } from "millrace/client";

/** Makes a folder with files. */
export function folderOf(files: Readonly<Record<string, string>>, folder: string = tempDir()): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** A run of a project that has ended, with what it printed. */
export interface Ended extends ProjectRunEnd {
  readonly printed: string;
}

/** Runs a project on a server, from a folder. */
export async function runOn(
  url: string,
  run: Omit<ProjectRun, "parameters"> & { readonly parameters?: Readonly<Record<string, string>> },
  options: Partial<RunProjectOptions> = {},
): Promise<Ended> {
  let printed = "";
  const end = await runProject(
    { ...run, parameters: new Map(Object.entries(run.parameters ?? {})) },
    {
      client: createClient({ uri: url }),
      folder: tempDir(),
      env: cleanEnvironment(),
      user: "tester",
      environments: path.join(tempDir(), "envs"),
      signal: new AbortController().signal,
      log: () => undefined,
      onOutput: async (text) => void (printed += text),
      ...options,
    },
  );
  return { ...end, printed };
}
