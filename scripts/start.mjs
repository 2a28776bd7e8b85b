// npm start: installs what is missing and runs `millrace server` from the checkout.
import { ensureInstalled, handOver } from "./install.mjs";

await ensureInstalled();
await handOver("packages/cli/bin/millrace.js", ["server", ...process.argv.slice(2)]);
