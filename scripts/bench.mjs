// npm run bench: installs what is missing, the programs that are compared with included, and runs bench/src/main.ts.
import path from "node:path";
import { ensureInstalled, handOver, run } from "./install.mjs";
import { ensurePython } from "./python-env.mjs";

await ensureInstalled();
const bin = await ensurePython({ requirements: ["test/requirements.txt"] });
// FastTrackML's package brings a Python client that asks for an older MLflow. Only its server is used, which stands
// alone, so it goes in without what it asks for.
const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
await run(path.join(bin, "python"), [...pip, "-r", "bench/requirements.txt"]);
await handOver("bench/src/main.ts", process.argv.slice(2));
