export { configFrom, ignoredSettings, type SecurityConfig, type ServerConfig } from "./config/config.ts";
export { type Server, startServer } from "./create.ts";
export { collectTrash, type CollectListener, type CollectRequest } from "./trash/collect.ts";
export { describePurge } from "./trash/job.ts";
export type { LogLevel } from "./telemetry/log.ts";
