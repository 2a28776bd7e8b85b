import { processIo } from "./io.ts";
import { createProgram } from "./program.ts";
import { reportFailure } from "./report.ts";

const io = processIo();

// Whoever read the output has seen enough, as in `millrace runs list … | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await createProgram(io).parseAsync();
} catch (error) {
  reportFailure(error, io);
}
