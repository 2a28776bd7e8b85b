import { AJAX, answered, cases, letters, refused } from "../steps.ts";
import { FILES, list, put, read, readFully } from "./steps.ts";

/** Storing files. */
export const uploadCases = cases("artifacts.uploadProxied", {
  "stores text": [put("a.txt", "hello"), read("a.txt"), list()],
  "stores bytes": [
    { method: "PUT", path: `${FILES}/{{case}}/a.bin`, bytes: Uint8Array.from([0, 255, 254, 128, 10, 13, 0]) },
    read("a.bin"),
    list(),
  ],
  "stores an empty file": [put("empty", ""), readFully("empty"), list()],
  "stores a file without a body": [{ method: "PUT", path: `${FILES}/{{case}}/none` }, read("none")],
  overwrites: [put("a.txt", "hello"), put("a.txt", "hi"), read("a.txt"), list()],
  "makes folders": [put("a/b/c/d.txt", "deep"), read("a/b/c/d.txt"), list(), list("a/b")],
  "takes names of any letters": [
    put("gr%C3%B6%C3%9Fe%20%E6%A8%A1%E5%9E%8B.txt", "x"),
    read("gr%C3%B6%C3%9Fe%20%E6%A8%A1%E5%9E%8B.txt"),
    put("a+b%26c%3Dd%40e!%27().txt", "y"),
    read("a+b%26c%3Dd%40e!%27().txt"),
    put("%F0%9F%A6%86", "z"),
    list(),
  ],
  "takes names with dots and dashes": [
    put(".hidden", "x"),
    put("a..b", "y"),
    put("...", "z"),
    put("-rf", "w"),
    list(),
    read("a..b"),
    read("..."),
  ],
  "refuses control characters": [
    put("a%09b", "x", refused("C-61")),
    list(undefined, answered("C-61", { files: null })),
  ],
  "takes colons, and names that other systems keep": [
    put("12:30.txt", "x"),
    put("CON", "x"),
    put("a%5Cb", "x"),
    put("a%3Fb*", "x"),
    list(),
  ],
  "decodes a name once": [
    put("a%2520b", "x"),
    list(undefined, answered("C-63", { "files.0.path": "a%20b" })),
    read("a%2520b"),
    read("a%20b", refused("C-63", "RESOURCE_DOES_NOT_EXIST", 404)),
  ],
  "takes an encoded slash as a slash": [put("a%2Fb.txt", "x"), read("a/b.txt"), list("a")],
  "takes any media type": [
    put("a", "x", { headers: { "content-type": "text/html" } }),
    put("b", "x", { headers: { "content-type": null } }),
    put("c", "a=b", { headers: { "content-type": "application/x-www-form-urlencoded" } }),
    put("d", '{"a":1}', { headers: { "content-type": "application/json" } }),
    put("e", "x", { headers: { "content-type": "nonsense" } }),
    list(),
    read("c"),
    readFully("d"),
  ],
  "refuses a folder as a file": [
    put("a/b.txt", "x"),
    put("a/", "y", refused("C-64")),
    put("c/", "y", refused("C-64")),
    list(),
  ],
  "refuses the root": [
    put("", "x", { path: `${FILES}/`, ...refused("C-64") }),
    put("", "x", { path: FILES, ...refused("C-05", "METHOD_NOT_ALLOWED", 405) }),
    put("", "x", { path: `${FILES}/.`, ...refused("C-64") }),
  ],
  "takes a name of 255 bytes": [put(letters(255), "x"), read(letters(255))],
  "has an alias for pages": [
    { ...put("a.txt", "hello"), path: `${AJAX.replace("mlflow/", "mlflow-artifacts/")}artifacts/{{case}}/a.txt` },
    { ...read("a.txt"), path: `${AJAX.replace("mlflow/", "mlflow-artifacts/")}artifacts/{{case}}/a.txt` },
    { ...list(), path: `${AJAX.replace("mlflow/", "mlflow-artifacts/")}artifacts` },
  ],
  "stores a megabyte": [put("big", letters(1_048_576)), readFully("big")],
  "overwrites a file, not a folder": [put("a/b", "x"), put("a", "y", refused("C-64")), list(), list("a")],
  "refuses a file below a file": [put("a", "x"), put("a/b", "y", refused("C-64")), read("a")],
});
