import type { Step } from "../../src/case.ts";
import { answered, cases, refused } from "../steps.ts";
import { FILES, put, read, readFully } from "./steps.ts";

const RANGE_HEADERS = ["content-range", "content-length", "accept-ranges", "content-type"];
const range = (value: string, more: Record<string, string> = {}): Step =>
  read("a.txt", { headers: { range: value, ...more }, compareHeaders: RANGE_HEADERS });
const beyond = (value: string): Step => read("a.txt", { headers: { range: value }, compareHeaders: ["content-range"] });
const ignored = (value: string): Step => read("a.txt", { headers: { range: value }, ...answered("C-65") });
const DIGITS = put("a.txt", "0123456789");
const typed = (...names: readonly string[]): Step[] => names.flatMap((name) => [put(name, "x"), readFully(name)]);

/** Reading files. */
export const downloadCases = cases("artifacts.downloadProxied", {
  "gives text files as text": typed(
    "a.txt",
    "a.py",
    "a.md",
    "a.log",
    "a.csv",
    "a.yaml",
    "a.yml",
    "a.json",
    "a.js",
    "a.css",
    "a.xml",
    "a.cfg",
  ),
  "gives files of no known kind": typed(
    "MLmodel",
    "conda.yaml",
    "requirements.txt",
    "noextension",
    "a.unknown",
    "a.pkl",
  ),
  "gives pages and pictures": typed("a.html", "a.svg", "a.png", "a.jpg", "a.gif", "a.pdf", "a.ipynb", "a.zip"),
  "gives a packed archive as what it is": [
    put("a.tar.gz", "x"),
    read("a.tar.gz", { compareHeaders: ["content-type"], ...answered("C-69") }),
  ],
  "names the file": [
    ...typed("gr%C3%B6%C3%9Fe.txt", "a%20b.txt", "a%27b.txt"),
    put("x/y/a%3Bb.txt", "x"),
    readFully("x/y/a%3Bb.txt"),
    put("a%22b.txt", "x"),
    readFully("a%22b.txt"),
  ],
  "gives an unknown path as missing": [read("nothing"), put("a.txt", "x"), read("a.txt/b"), read("a")],
  "refuses a folder": [
    put("a/b.txt", "x"),
    read("a", refused("C-64")),
    read("a/", refused("C-64")),
    read("", refused("C-64")),
  ],
  "refuses the root": [read("", { path: `${FILES}/`, ...refused("C-64") })],
  "answers HEAD": [put("a.txt", "hello"), readFully("a.txt", { method: "HEAD" }), read("nothing", { method: "HEAD" })],
  "gives a range": [
    DIGITS,
    range("bytes=2-4"),
    range("bytes=0-0"),
    range("bytes=7-"),
    range("bytes=-3"),
    range("bytes=0-99"),
    range("bytes=-99"),
  ],
  "refuses a range beyond the end": [DIGITS, beyond("bytes=10-"), beyond("bytes=20-30"), beyond("bytes=-0")],
  "gives everything for a range of another unit": [DIGITS, ignored("lines=1-2")],
  "gives everything for a malformed range": [
    DIGITS,
    ignored("bytes=x"),
    ignored("bytes=4-2"),
    ignored("bytes="),
    ignored("bytes"),
  ],
  "gives everything for several ranges": [
    DIGITS,
    read("a.txt", { headers: { range: "bytes=0-1,3-4" }, ...answered("C-30") }),
  ],
  "gives a range while the file is the same": [
    { ...DIGITS },
    read("a.txt", { saveHeaders: { etag: "etag" } }),
    range("bytes=2-4", { "if-range": "{{etag}}" }),
    range("bytes=2-4", { "if-range": '"other"' }),
  ],
  "gives a range of an empty file": [put("a.txt", ""), beyond("bytes=0-"), beyond("bytes=-1")],
  "answers that the file is the same": [
    DIGITS,
    read("a.txt", { saveHeaders: { etag: "etag" } }),
    read("a.txt", { headers: { "if-none-match": "{{etag}}" }, differs: { id: "C-66", status: 304 } }),
    read("a.txt", { headers: { "if-none-match": '"other"' } }),
  ],
});
