// Runs the program of its arguments in a process group of its own, and ends the whole group when it is told to end or
// when the process that started it is gone, however that went: a server with worker processes never stays behind.
// SIGHUP kills the group without asking.
import { spawn } from "node:child_process";
import { whenToldToEnd } from "./ending.ts";

const [command = "", ...args] = process.argv.slice(2);
const child = spawn(command, args, { detached: true, stdio: ["ignore", "inherit", "inherit"] });

function endGroup(signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

whenToldToEnd(() => {
  endGroup("SIGTERM");
  setTimeout(() => endGroup("SIGKILL"), 5000).unref();
});
process.on("SIGHUP", () => endGroup("SIGKILL"));
child.on("exit", (code) => {
  endGroup("SIGKILL");
  process.exit(code ?? 1);
});
