import type { endpoints } from "@millrace/contract";
import type { NounHandlers } from "../handler.ts";
import { health } from "./health.ts";
import { home } from "./home.ts";
import { info } from "./info.ts";
import { metrics } from "./metrics.ts";
import { version } from "./version.ts";

/** The handlers of the endpoints of the server itself. */
export const server: NounHandlers<typeof endpoints.server> = {
  home,
  health,
  version,
  info,
  metrics,
};
