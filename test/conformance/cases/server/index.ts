import { aliasCases } from "./aliases.ts";
import { bodyCases } from "./bodies.ts";
import { infoCases } from "./info.ts";
import { originCases } from "./origins.ts";
import { ownCases } from "./own.ts";
import { routeCases } from "./routes.ts";

/** Every case about the server as such. */
export const serverCases = [...infoCases, ...routeCases, ...bodyCases, ...aliasCases, ...originCases, ...ownCases];
