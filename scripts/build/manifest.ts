import { CLIENT_FILE } from "./client.ts";

/** A package.json, as far as the build looks into it. */
export interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly devDependencies?: unknown;
}

/** What the packages run on besides browsers; older releases lack parts of the language's library. */
const ENGINES = { node: ">=22" };

/** The package.json that goes out: its exports name the built files. */
export function publishedManifest(manifest: Manifest): object {
  const { exports: sources, devDependencies: _, ...rest } = manifest;
  const exports: Record<string, Entry> = {};
  for (const [name, source] of Object.entries(sources)) exports[name] = builtEntry(source);
  const client = exports["./client"];
  if (client !== undefined) exports[`./${CLIENT_FILE}`] = { ...client, default: `./${CLIENT_FILE}` };
  return { ...rest, engines: ENGINES, exports };
}

interface Entry {
  readonly types: string;
  readonly default: string;
}

function builtEntry(source: string): Entry {
  const module = source.replace(/^\.\/src\//, "./").replace(/\.ts$/, "");
  return { types: `${module}.d.ts`, default: `${module}.js` };
}
