/** The name of a state by the number that a column holds; `otherwise` for a number that no state has. */
export function nameOfNumber<Name extends string>(
  numbers: Readonly<Record<Name, number>>,
  number: number,
  otherwise: Name,
): Name {
  for (const name in numbers) if (numbers[name] === number) return name;
  return otherwise;
}
