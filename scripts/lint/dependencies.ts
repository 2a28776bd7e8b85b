import { isBuiltin } from "node:module";
import { importsOf, type Source } from "./sources.ts";

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Complains about packages that a room's sources import and its own package.json does not name. */
export function checkDependencies(code: readonly Source[], sources: readonly Source[]): string[] {
  const manifests = new Map(sources.map(({ file, text }) => [file, text]));
  return code.flatMap(({ file, text }) => {
    const manifest = manifests.get(`${file.split("/", 2).join("/")}/package.json`);
    if (manifest === undefined) return [];
    const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(manifest) as Manifest;
    const named = new Set(Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }));
    return importsOf(text)
      .map(({ specifier }) => specifier)
      .filter((specifier) => !specifier.startsWith(".") && !isBuiltin(specifier))
      .map((specifier) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/"))
      .filter((name) => !named.has(name))
      .map((name) => `${file}: imports "${name}", which its room's package.json does not name.`);
  });
}
