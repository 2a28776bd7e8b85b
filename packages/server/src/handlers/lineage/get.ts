import {
  type endpoints,
  invalidParameter,
  LIMITS,
  LINEAGE_DIRECTIONS,
  LINEAGE_KINDS,
  showValue,
} from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const get: Handler<typeof endpoints.lineage.get> = (request, { store }) =>
  store.lineage({
    kind: oneOf(LINEAGE_KINDS, "kind", request.kind),
    id: request.id,
    direction: oneOf(LINEAGE_DIRECTIONS, "direction", request.direction || "both"),
    depth: checkDepth(request.depth ?? LIMITS.lineageDepthDefault),
  });

function oneOf<Name extends string>(names: readonly Name[], field: string, value: string): Name {
  const found = names.find((name) => name === value);
  if (found !== undefined) return found;
  throw invalidParameter(
    `Parameter '${field}' has the value ${showValue(value)}; expected one of ${names.join(", ")}.`,
  );
}

function checkDepth(depth: number): number {
  if (depth >= 1 && depth <= LIMITS.lineageDepth) return depth;
  throw invalidParameter(
    `Parameter 'depth' has the value ${depth}; expected an integer from 1 to ${LIMITS.lineageDepth}.`,
  );
}
