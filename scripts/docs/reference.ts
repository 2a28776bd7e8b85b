import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "../install.mjs";
import { writeApi } from "./api.ts";
import { commandLinePage } from "./command-line.ts";
import { endpointsPage } from "./endpoints.ts";

/** The folder of the reference that goes with the sources. */
export const REFERENCE = path.join(ROOT, "docs/reference");

const INDEX = `# Reference

Written by \`npm run docs\` from the sources: change those. The [guide](../guide/README.md) shows how things go together.

| page | holds |
|---|---|
| [millrace](millrace.md) | every function and type of the package; \`createClient\` and \`pages\` are in \`millrace/client\` too |
| [Endpoints](endpoints.md) | the calls of the client, with their fields and the paths on the server |
| [Command line](command-line.md) | every command with its options |
`;

/**
 * Writes the reference into a folder, in the place of all that is there.
 * @throws {Error} when it can't be made of the sources
 */
export async function writeReference(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeApi(folder);
  const pages = {
    "README.md": INDEX,
    "endpoints.md": endpointsPage(),
    "command-line.md": await commandLinePage(),
  };
  for (const [name, text] of Object.entries(pages)) await writeFile(path.join(folder, name), text);
}
