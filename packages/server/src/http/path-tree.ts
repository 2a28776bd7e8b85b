import { invalidParameter, showValue } from "@millrace/contract";

/** A path with parameters that a request's path fits, and the texts that stand in their places, in turn. */
export interface PathMatch<Place> {
  readonly place: Place;
  /** Still percent-encoded. */
  readonly values: readonly string[];
}

/** Finds what stands at a path, among paths with parameters: `/models/{name}`, `/files/{path*}`. */
export class PathTree<Place> {
  readonly #root: Node<Place> = { fixed: new Map() };

  /** The place of a pattern; it is made when there is none yet. What parameters are called makes no difference. */
  placeOf(pattern: string, make: () => Place): Place {
    let node = this.#root;
    for (const segment of segmentsOf(pattern)) {
      if (REST.test(segment)) return (node.rest ??= make());
      node = PARAMETER.test(segment) ? (node.any ??= { fixed: new Map() }) : childOf(node, segment);
    }
    return (node.place ??= make());
  }

  /** The place that a path leads to; segments that are written out win over parameters. */
  find(path: string): PathMatch<Place> | undefined {
    return findBelow(this.#root, segmentsOf(path), 0, []);
  }
}

/** The names of a pattern's parameters, in turn. */
export function parametersOf(pattern: string): string[] {
  return Array.from(pattern.matchAll(/\{(\w+)\*?\}/g), ([, name = ""]) => name);
}

/**
 * Decodes the text in the place of a parameter, once.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function decodeParameter(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw invalidParameter(`Parameter '${name}' in the path is ${showValue(value)}; percent-encode it as UTF-8.`);
  }
}

interface Node<Place> {
  readonly fixed: Map<string, Node<Place>>;
  any?: Node<Place>;
  rest?: Place;
  place?: Place;
}

const PARAMETER = /^\{\w+\}$/;
const REST = /^\{\w+\*\}$/;

function segmentsOf(path: string): string[] {
  return path.split("/").slice(1);
}

function childOf<Place>(node: Node<Place>, segment: string): Node<Place> {
  const child = node.fixed.get(segment) ?? { fixed: new Map() };
  node.fixed.set(segment, child);
  return child;
}

function findBelow<Place>(
  node: Node<Place>,
  segments: readonly string[],
  at: number,
  values: readonly string[],
): PathMatch<Place> | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.place === undefined ? undefined : { place: node.place, values };
  const child = node.fixed.get(segment);
  const found = child && findBelow(child, segments, at + 1, values);
  if (found !== undefined) return found;
  const other = node.any && segment !== "" ? findBelow(node.any, segments, at + 1, [...values, segment]) : undefined;
  if (other !== undefined || node.rest === undefined) return other;
  return { place: node.rest, values: [...values, segments.slice(at).join("/")] };
}
