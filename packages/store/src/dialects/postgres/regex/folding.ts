import type { Range } from "./code-points.ts";

/** No letter beyond this one has an upper and a lower case. */
const LAST_CASED = 0x1_ffff;

/** The dotted and the dotless i of Turkish keep their case. */
const TURKISH = new Set([0x130, 0x131]);

let orbits: ReadonlyMap<number, ReadonlySet<number>> | undefined;

/** Adds to ranges the code points that differ from one in them by case alone. */
export function folded(ranges: readonly Range[]): Range[] {
  orbits ??= findOrbits();
  const all = [...ranges];
  for (const [codePoint, orbit] of orbits) {
    if (!ranges.some(([first, last]) => first <= codePoint && codePoint <= last)) continue;
    for (const other of orbit) all.push([other, other]);
  }
  return all;
}

/** By code point, those that are the same letter: such as K, k and the Kelvin sign. */
function findOrbits(): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  for (let codePoint = 0; codePoint <= LAST_CASED; codePoint += 1) {
    if (TURKISH.has(codePoint) || (codePoint >= 0xd800 && codePoint <= 0xdfff)) continue;
    const character = String.fromCodePoint(codePoint);
    for (const other of [character.toLowerCase(), character.toUpperCase()]) {
      if (other !== character && isOneCharacter(other)) join(found, codePoint, other.codePointAt(0) ?? codePoint);
    }
  }
  return found;
}

function isOneCharacter(text: string): boolean {
  const [first] = text;
  return first === text;
}

function join(orbits: Map<number, Set<number>>, a: number, b: number): void {
  const orbit = new Set([a, b, ...(orbits.get(a) ?? []), ...(orbits.get(b) ?? [])]);
  for (const member of orbit) orbits.set(member, orbit);
}
