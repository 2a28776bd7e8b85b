import { environmentSettings } from "@millrace/server/environment";
import { type SettingName, SETTINGS, type Settings } from "@millrace/server/settings";
import type { Option } from "commander";
import { option } from "./options.ts";

/** The settings of the server that say where rows and artifacts are. */
export const PLACES = [
  "backendStoreUri",
  "artifactsDestination",
  "defaultArtifactRoot",
  "allowedArtifactRoots",
] as const;

/** Flags that say where rows and artifacts are. */
export type PlaceFlags = { readonly [Name in (typeof PLACES)[number]]?: string };

/** The server's own options for places, for commands that work on the database and the artifact stores themselves. */
export function placeOptions(names: readonly (keyof PlaceFlags & SettingName)[] = PLACES): Option[] {
  return names.map((name) => option(SETTINGS[name].flags, `${SETTINGS[name].doc} [${SETTINGS[name].variable}]`));
}

/** The settings of the environment, and the places that flags name. */
export function placeSettings(flags: PlaceFlags): Settings {
  const settings = environmentSettings();
  for (const name of PLACES) if (flags[name] !== undefined) settings[name] = flags[name];
  return settings;
}
