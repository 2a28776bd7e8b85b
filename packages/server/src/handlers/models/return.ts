import {
  checkLength,
  checkModelName,
  checkNewAlias,
  type endpoints,
  invalidParameter,
  LIMITS,
  parseStage,
  parseVersionNumber,
  type RequestOf,
} from "@millrace/contract";
import type { ReturnTarget } from "@millrace/store";
import type { Handler } from "../handler.ts";

type Request = RequestOf<typeof endpoints.models.return>;

export const returnTo: Handler<typeof endpoints.models.return> = async (request, { store, caller }) => {
  checkModelName(request.name, "name");
  const reason = request.reason || caller.reason;
  checkLength(reason, LIMITS.reason, "reason");
  const version = await store.registry.return(request.name, targetOf(request), { ...caller, reason });
  return version === undefined ? {} : { model_version: version };
};

function targetOf({ alias = "", stage = "", version = "", event_id: eventId = "" }: Request): ReturnTarget {
  if ((version === "") === (eventId === "")) {
    throw invalidParameter("Give either 'version' or 'event_id': where to return to.");
  }
  if (eventId !== "") {
    if (alias === "" && stage === "") return { eventId: parseVersionNumber(eventId, "event_id") };
    throw invalidParameter("'event_id' says by itself which alias or stage returns: leave 'alias' and 'stage' out.");
  }
  if ((alias === "") === (stage === "")) throw invalidParameter("Give either 'alias' or 'stage': what is to return.");
  const number = parseVersionNumber(version, "version");
  if (alias === "") return { stage: parseStage(stage, "stage"), version: number };
  checkNewAlias(alias, "alias");
  return { alias, version: number };
}
