import type { ServedCases, ServingCase } from "../support/case.ts";
import { csvCases } from "./csv.ts";
import { envelopeCases } from "./envelopes.ts";
import { type Table, tableCases } from "./tables.ts";

const TEXT = { dataframe_records: [{ text: "hello" }] };

/** A value of each type for every param, and several at once. */
function paramCases(): ServingCase[] {
  const names = ["temperature", "ratio", "count", "small", "name", "loud", "since", "stops", "weights"];
  const values = [
    1,
    1.5,
    "1",
    "x",
    true,
    null,
    [1],
    [1.5, 2],
    ["a"],
    [],
    {},
    2 ** 31,
    1e300,
    "2026-11-24T10:20:30",
    "2026-11-24",
  ];
  return [
    ...names.flatMap((name) =>
      values.map((value) => ({
        title: `${name} = ${JSON.stringify(value)}`,
        body: { ...TEXT, params: { [name]: value } },
      })),
    ),
    { title: "several params", body: { ...TEXT, params: { temperature: 0.9, count: 7, stops: ["x"], unknown: 1 } } },
    { title: "one good and one bad", body: { ...TEXT, params: { temperature: 0.9, count: "x" } } },
    { title: "params with a prompt", body: { prompt: "hello", temperature: 0.9, count: 4 } },
    { title: "params with messages", body: { messages: [], temperature: "x" } },
    { title: "a param beside the data", body: { ...TEXT, temperature: 0.9 } },
    { title: "NaN as a param", body: '{"inputs": ["a"], "params": {"temperature": NaN}}' },
    { title: "2^63 as a param", body: '{"inputs": ["a"], "params": {"count": 9223372036854775808}}' },
  ];
}

const MOMENTS: Table = {
  columns: ["at", "data"],
  rows: [
    ["2026-11-24T12:30:00", "aGVsbG8="],
    ["2026-11-25T00:00:00", ""],
  ],
};
const TIMES = [
  "2026-11-24",
  "2026-11-24 12:30",
  "2026-11-24T12:30:00Z",
  "2026-11-24T12:30:00+02:00",
  "2026-11-24T12:30:00.123456789",
  "20261124",
  "24.11.2026",
  "1600-01-01",
  "9999-12-31",
  "NaT",
  "",
  "yesterday",
  0,
  1700000000000,
  1.5,
  null,
  true,
];
const BINARY = ["aGVsbG8", "aGVs\nbG8=", "-_-_", "é", "x", "AP8=", "====", 1, null, true];

function momentCases(): ServingCase[] {
  const rowOf = (at: unknown, data: unknown): unknown => ({
    dataframe_split: { columns: ["at", "data"], data: [[at, data]] },
  });
  return [
    ...TIMES.map((at) => ({ title: `at ${JSON.stringify(at)}`, body: rowOf(at, "AP8=") })),
    ...BINARY.map((data) => ({ title: `data ${JSON.stringify(data)}`, body: rowOf("2026-11-24", data) })),
    {
      title: "times with and without a zone",
      body: { inputs: { at: ["2026-11-24", "2026-11-24T00:00Z"], data: ["", ""] } },
    },
  ];
}

const NESTED: readonly ServingCase[] = [
  { vector: [1, 2.5], ticket: { id: 1 } },
  { vector: [], ticket: { id: 1, note: "x" }, counts: { a: 1 }, more: [1, "x"], words: [["a"], []] },
  { vector: [1, "x"], ticket: { id: 1 } },
  { vector: [null], ticket: { id: 1 } },
  { vector: 1, ticket: { id: 1 } },
  { vector: null, ticket: { id: 1 } },
  { vector: [[1]], ticket: { id: 1 } },
  { vector: [true], ticket: { id: 1 } },
  { vector: [1], ticket: {} },
  { vector: [1], ticket: { id: "x" } },
  { vector: [1], ticket: { id: 1.5 } },
  { vector: [1], ticket: { id: 1, other: 2 } },
  { vector: [1], ticket: { id: 1, note: null } },
  { vector: [1], ticket: { id: 1, note: 5 } },
  { vector: [1], ticket: null },
  { vector: [1], ticket: [] },
  { vector: [1], ticket: "x" },
  { vector: [1] },
  { ticket: { id: 1 } },
  { vector: [1], ticket: { id: 1 }, counts: {} },
  { vector: [1], ticket: { id: 1 }, counts: { a: "x" } },
  { vector: [1], ticket: { id: 1 }, counts: null },
  { vector: [1], ticket: { id: 1 }, counts: [1] },
  { vector: [1], ticket: { id: 1 }, more: null },
  { vector: [1], ticket: { id: 1 }, more: { a: { b: [1] } } },
  { vector: [1], ticket: { id: 1 }, words: ["a"] },
  { vector: [1], ticket: { id: 1 }, words: [["a", 1]] },
].flatMap((row) => [
  { title: `records ${JSON.stringify(row)}`, body: { dataframe_records: [row] } },
  { title: `inputs ${JSON.stringify(row)}`, body: { inputs: [row] } },
  { title: `instances ${JSON.stringify(row)}`, body: { instances: [row, row] } },
]);

const TENSORS: readonly ServingCase[] = [
  {
    image: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    mask: [[1]],
  },
  {
    image: [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [0.1, 2],
        [3, 1e40],
      ],
    ],
    mask: [[1], [2]],
  },
  { image: [[[1, 2]]], mask: [[1]] },
  { image: [1, 2], mask: [[1]] },
  { image: [[[1, 2], [3]]], mask: [[1]] },
  {
    image: [
      [
        [1, 2],
        [3, "x"],
      ],
    ],
    mask: [[1]],
  },
  {
    image: [
      [
        [1, 2],
        [3, null],
      ],
    ],
    mask: [[1]],
  },
  {
    image: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    mask: [[1.5]],
  },
  {
    image: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    mask: [["1"]],
  },
  {
    image: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    mask: [[true]],
  },
  {
    image: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
  },
  {
    image: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    mask: [[1]],
    more: [1],
  },
  { image: [], mask: [] },
  {},
].flatMap((tensors) => [
  { title: `inputs ${JSON.stringify(tensors)}`, body: { inputs: tensors } },
  { title: `instances ${JSON.stringify(tensors)}`, body: { instances: [tensors] } },
]);

const INSTANCES: readonly ServingCase[] = [
  [
    {
      image: [
        [1, 2],
        [3, 4],
      ],
      mask: [1],
    },
  ],
  [
    {
      image: [
        [1, 2],
        [3, 4],
      ],
      mask: [1],
    },
    {
      image: [
        [5, 6],
        [7, 8],
      ],
      mask: [2],
    },
  ],
  [
    {
      image: [
        [1, 2],
        [3, 4],
      ],
      mask: [1],
    },
    {
      image: [
        [5, 6],
        [7, 8],
      ],
    },
  ],
  [
    {
      image: [
        [1, 2],
        [3, 4],
      ],
      mask: [1],
    },
    { image: [[5, 6]], mask: [1] },
  ],
  [{ image: 1, mask: 1 }],
].map((instances) => ({ title: `instances ${JSON.stringify(instances)}`, body: { instances } }));

const ASKED = [
  ..."integers,float32,not finite,matrix,no rows,scalar array,objects,booleans,texts,bytes array,days,complex".split(
    ",",
  ),
  ..."frame,indexed frame,number columns,twin columns,empty frame,day frame,category,nested columns".split(","),
  ..."series,named series,list,tuple,dict,number keys,text,number,numpy number,none,large,bytes".split(","),
  ..."day,date,time,decimal,set,object,surrogate,small,error,unknown".split(","),
  ..."INVALID_PARAMETER_VALUE,RESOURCE_DOES_NOT_EXIST,PERMISSION_DENIED,UNAUTHENTICATED,RESOURCE_CONFLICT".split(","),
  ..."INTERNAL_ERROR,TEMPORARILY_UNAVAILABLE,NOT_IMPLEMENTED,BAD_REQUEST,REQUEST_LIMIT_EXCEEDED,CANCELLED".split(","),
];

/** Custom models. */
export const PYFUNC: readonly ServedCases[] = [
  {
    model: "params",
    cases: [...paramCases(), ...envelopeCases(TEXT), ...tableCases({ columns: ["text"], rows: [["a"], ["b"]] })],
  },
  {
    model: "moments",
    cases: [
      ...momentCases(),
      ...tableCases(MOMENTS),
      ...csvCases({
        header: MOMENTS.columns,
        rows: [
          ["2026-11-24", "aGVsbG8="],
          ["2026-11-25", "AP8="],
        ],
      }),
    ],
  },
  { model: "nested", cases: NESTED },
  {
    model: "unnamed",
    cases: [
      ...tableCases({
        columns: ["a", "b", "c"],
        rows: [
          [1.5, 2, "x"],
          [2, 3, "y"],
        ],
      }),
      ...csvCases({
        header: ["a", "b", "c"],
        rows: [
          ["1.5", "2", "x"],
          ["2", "3", "y"],
        ],
      }),
    ],
  },
  { model: "tensors", cases: [...TENSORS, ...INSTANCES] },
  {
    model: "plain",
    cases: [
      ...envelopeCases({ inputs: ["a"] }),
      ...tableCases({
        columns: ["a", "b"],
        rows: [
          [1, "x"],
          [2.5, "é\u{1f600}"],
        ],
      }),
      ...csvCases({
        header: ["a", "b"],
        rows: [
          ["1", "x"],
          ["2.5", "é\u{1f600}"],
        ],
      }),
    ],
  },
  {
    model: "answers",
    cases: ASKED.map((what) => ({ title: `answers ${what}`, body: { dataframe_records: [{ what }] } })),
  },
];
