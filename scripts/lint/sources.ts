import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../install.mjs";

/** A text file of the project. */
export interface Source {
  /** Relative to the checkout, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

const TEXTS =
  "{.ci/*,*.{json,md,ts,yml,yaml},.*rc,.*.json,{packages,scripts,test,bench,docs}/**/*.{ts,tsx,mjs,js,json,md,txt,py,toml,sql}}";

/** Reads every text file of the project, without what is installed or generated. */
export function readSources(): Source[] {
  const files = globSync(TEXTS, { cwd: ROOT, exclude: (name) => name === "node_modules" || name === ".venv" });
  return files.sort().map((file) => ({ file, text: readFileSync(path.join(ROOT, file), "utf8") }));
}

/** An import of another module: a static or dynamic `import`, or an `export … from`. */
export interface Import {
  readonly specifier: string;
  /** True when it vanishes with the types. */
  readonly typeOnly: boolean;
}

const IMPORT = /^\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;

/** The imports of a TypeScript or JavaScript source. */
export function importsOf(text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, stated, dynamic]) => ({
    specifier: stated ?? dynamic ?? "",
    typeOnly: type !== undefined,
  }));
}
