export { buildCommand, type ProjectCommand } from "./command/build.ts";
export { chooseEntryPoint } from "./entry-point.ts";
export { parseProject } from "./mlproject/parse.ts";
export type { EntryPoint, Parameter, Project, ProjectEnvironment } from "./mlproject/project.ts";
export { readProject } from "./mlproject/read.ts";
export { type ParameterPlaces, type ParameterValues, resolveParameters } from "./parameters.ts";
export { type ProjectRun, type ProjectRunEnd, runProject, type RunProjectOptions } from "./run/run-project.ts";
export type { EnvManager } from "./run/tags.ts";
