export { configFrom, ignoredSettings, type SecurityConfig, type ServerConfig } from "./config/config.ts";
export { type Server, startServer } from "./create.ts";
export type { LogLevel } from "./telemetry/log.ts";
