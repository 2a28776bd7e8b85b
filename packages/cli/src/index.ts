export { loadCommand } from "./command/lazy.ts";
export { processIo } from "./io.ts";
export { createProgram } from "./program.ts";
