// Opens the model of the first argument, prints its worker's process id, and stays: for a test that kills it.
import { cleanEnvironment } from "@millrace/testkit";
import { openPythonScorer } from "../../../src/index.ts";
import { PYTHON } from "./models.ts";

const [folder = ""] = process.argv.slice(2);
const scorer = await openPythonScorer({ folder, python: PYTHON, env: cleanEnvironment() });
process.stdout.write(`${scorer.state().pids.join()}\n`);
