// npm run build: installs what is missing and runs scripts/build/main.ts.
import { ensureInstalled, handOver } from "./install.mjs";

await ensureInstalled();
await handOver("scripts/build/main.ts", process.argv.slice(2));
