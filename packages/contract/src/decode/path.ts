/** Where in a request a value stands; a linked list, so that reading costs no text until there is an error to tell. */
export interface Path {
  readonly parent?: Path;
  readonly name: string | number;
}

/** The path in the form `metrics[0].value`. */
export function showPath(path: Path): string {
  if (path.parent === undefined) return String(path.name);
  const parent = showPath(path.parent);
  return typeof path.name === "number" ? `${parent}[${path.name}]` : `${parent}.${path.name}`;
}
