export { condaNeeds, condaPython } from "./conda.ts";
export { makeOnce, type StoredOptions } from "./made-once.ts";
export { nodeModules } from "./node.ts";
export { findProgram, type ProgramOptions, runProgram } from "./program.ts";
export { ENV_MANAGERS, type EnvManager, type PythonOptions, pythonOf } from "./python-of.ts";
export { type EnvironmentSpec, readEnvironmentSpec } from "./spec.ts";
export { virtualPython } from "./virtual.ts";
