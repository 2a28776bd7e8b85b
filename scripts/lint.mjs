// npm run lint: installs what is missing and runs scripts/lint/main.ts.
import { ensureInstalled, handOver } from "./install.mjs";

await ensureInstalled();
await handOver("scripts/lint/main.ts", process.argv.slice(2));
