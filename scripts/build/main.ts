// Builds the npm packages of the SDK into dist/, a folder each, ready for `npm publish`.
import path from "node:path";
import { ROOT } from "../install.mjs";
import { buildPackages } from "./packages.ts";

for (const folder of await buildPackages(path.join(ROOT, "dist"))) console.log(path.relative(ROOT, folder));
