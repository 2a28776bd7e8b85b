import type { Lineage, LineageDirection, LineageEdge, LineageKind, LineageNode } from "@millrace/contract";
import type { Database } from "../database/sql.ts";
import { KINDS, noSuchThing } from "./things.ts";
import { keyOf, type Step, type Thing, Walk } from "./walk.ts";

/** Where a lineage begins, and how far it leads in which direction. */
export interface LineageQuery {
  readonly kind: LineageKind;
  /** As on the wire. */
  readonly id: string;
  readonly direction: LineageDirection;
  readonly depth: number;
}

/**
 * What something was made from, and what was made from it.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST, or INVALID_PARAMETER_VALUE for an id that is none of its kind.
 */
export async function readLineage(database: Database, query: LineageQuery): Promise<Lineage> {
  const { read } = database;
  const id = await KINDS[query.kind].find(read, query.id);
  if (id === undefined) throw noSuchThing(query.kind, query.id);
  const start = { kind: query.kind, id };
  const walk = new Walk(read, start);
  if (query.direction !== "down") await walk.go(start, "up", query.depth);
  if (query.direction !== "up") await walk.go(start, "down", query.depth);
  const nodes = await describe(database, walk.things);
  return {
    nodes: walk.things.flatMap((thing) => nodes.get(keyOf(thing)) ?? []),
    edges: walk.steps.flatMap((step) => toEdge(step, nodes)),
    truncated: walk.truncated,
  };
}

async function describe({ read, dialect }: Database, things: readonly Thing[]): Promise<Map<string, LineageNode>> {
  const nodes = new Map<string, LineageNode>();
  for (const [kind, some] of Map.groupBy(things, (thing) => thing.kind)) {
    const described = await KINDS[kind].describe(
      read,
      dialect,
      some.map((thing) => thing.id),
    );
    for (const [id, node] of described) nodes.set(keyOf({ kind, id }), node);
  }
  return nodes;
}

/** A step between things of which one is gone by now is left out. */
function toEdge({ from, to, relation, context }: Step, nodes: ReadonlyMap<string, LineageNode>): LineageEdge[] {
  const [source, target] = [nodes.get(keyOf(from)), nodes.get(keyOf(to))];
  if (source === undefined || target === undefined) return [];
  return [
    {
      from: { kind: source.kind, id: source.id },
      to: { kind: target.kind, id: target.id },
      relation,
      ...(context === undefined ? {} : { context }),
    },
  ];
}
