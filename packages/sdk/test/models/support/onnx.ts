/** A value of an ONNX graph: -1 or a name in the shape stands for any length. */
export interface GraphValue {
  readonly name: string;
  readonly type: keyof typeof TYPES;
  readonly shape: readonly (number | string)[];
}

/** ONNX's numbers of types. */
const TYPES = { float: 1, int64: 7, string: 8, bool: 9, double: 11 } as const;

/** Writes an ONNX model of one node as the protobuf message that it is. */
export function onnxModel(operator: string, inputs: readonly GraphValue[], output: GraphValue): Uint8Array {
  const node = [...inputs.map(({ name }) => text(1, name)), text(2, output.name), text(4, operator)];
  const graph = [
    message(1, node),
    text(2, "graph"),
    ...inputs.map((input) => message(11, valueOf(input))),
    message(12, valueOf(output)),
  ];
  return Buffer.concat([number(1, 8), message(7, graph), message(8, [number(2, 13)])]);
}

function valueOf({ name, type, shape }: GraphValue): Uint8Array[] {
  const dims = shape.map((length) => message(1, [typeof length === "number" ? number(1, length) : text(2, length)]));
  return [text(1, name), message(2, [message(1, [number(1, TYPES[type]), message(2, dims)])])];
}

function message(field: number, parts: readonly Uint8Array[]): Uint8Array {
  return bytes(field, Buffer.concat(parts));
}

function text(field: number, value: string): Uint8Array {
  return bytes(field, Buffer.from(value));
}

function bytes(field: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
}

function number(field: number, value: number): Uint8Array {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

function varint(value: number): Uint8Array {
  const digits: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) digits.push((rest % 128) + 128);
  return Uint8Array.of(...digits, rest);
}
