import path from "node:path";
import { Application, type TypeDocOptions } from "typedoc";
import { ROOT } from "../install.mjs";

/** The names of the package are listed here; its entry gives them a second time, as `mlflow`. */
const ENTRY = "packages/sdk/src/api.ts";

const OPTIONS: Partial<TypeDocOptions> = {
  name: "millrace",
  entryPoints: [path.join(ROOT, ENTRY)],
  tsconfig: path.join(ROOT, "tsconfig.json"),
  plugin: ["typedoc-plugin-markdown"],
  logLevel: "Warn",
  // The project's own TypeScript checks the sources.
  skipErrorChecking: true,
  readme: "none",
  disableSources: true,
  excludeExternals: true,
  excludeInternal: true,
  excludePrivate: true,
  excludeProtected: true,
  groupOrder: ["Functions", "Classes", "Interfaces", "Type Aliases", "*"],
};

/** The settings of its Markdown, which its types do not know. */
const MARKDOWN = {
  router: "module",
  flattenOutputFiles: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  entryFileName: "millrace",
  useCodeBlocks: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  typeDeclarationFormat: "table",
};

/**
 * Writes the pages of the SDK, from its types and doc comments.
 * @throws {Error} when the sources can't be read
 */
export async function writeApi(folder: string): Promise<void> {
  const app = await Application.bootstrapWithPlugins(OPTIONS);
  for (const [name, value] of Object.entries({ ...MARKDOWN, out: folder })) app.options.setValue(name, value);
  const project = await app.convert();
  if (project === undefined) throw new Error("The doc comments of the SDK could not be read.");
  await app.generateOutputs(project);
  if (app.logger.hasErrors()) throw new Error("The reference of the SDK could not be written.");
}
