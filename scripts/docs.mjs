// npm run docs: installs what is missing and runs scripts/docs/main.ts.
import { ensureInstalled, handOver } from "./install.mjs";

await ensureInstalled();
await handOver("scripts/docs/main.ts", process.argv.slice(2));
