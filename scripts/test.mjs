// npm test, and `npm run check` with --quick: installs what is missing and runs scripts/test/main.ts.
import { ensureInstalled, handOver } from "./install.mjs";

await ensureInstalled();
await handOver("scripts/test/main.ts", process.argv.slice(2));
