// npm start: installs what is missing and runs `millrace server` from the checkout.
import { ensureInstalled, handOverToBin } from "./install.mjs";

await ensureInstalled();
await handOverToBin("millrace", ["server", ...process.argv.slice(2)]);
