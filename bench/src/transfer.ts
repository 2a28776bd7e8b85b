/** Streams that are too large to hold: the client of the rows with files, and of their floors. */
import { connect, type Socket } from "node:net";

/** What is sent at a time. */
const PART = Buffer.alloc(1024 * 1024, "millrace ");

/** A transfer that stands still for so many milliseconds counts as a failure. */
const STALL_MS = 180_000;

const HEAD_END = "\r\n\r\n";

/** Sends `bytes` bytes to a server on the loopback address with PUT. Rejects unless the answer is 200. */
export async function sendBytes(port: number, path: string, bytes: number): Promise<void> {
  const socket = await open(port);
  const status = firstStatus(socket);
  socket.write(`PUT ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: ${bytes}\r\n\r\n`);
  for (let left = bytes; left > 0; left -= PART.length) {
    const part = left < PART.length ? PART.subarray(0, left) : PART;
    if (!socket.write(part)) await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), status]);
  }
  check("PUT", path, await status);
  socket.destroy();
}

/** Reads what a server on the loopback address gives for a path. Rejects unless it is 200 and `bytes` bytes long. */
export async function receiveBytes(port: number, path: string, bytes: number): Promise<void> {
  const socket = await open(port);
  let head = "";
  let body = 0;
  const all = new Promise<void>((resolve, reject) => {
    socket.on("data", (chunk) => {
      if (head.includes(HEAD_END)) body += chunk.length;
      else {
        head += chunk.toString("latin1");
        body = head.includes(HEAD_END) ? head.length - head.indexOf(HEAD_END) - HEAD_END.length : 0;
      }
      if (body >= bytes || !head.startsWith("HTTP/1.1 200")) resolve();
    });
    socket.on("error", reject).on("close", () => reject(new Error(`GET ${path} ended after ${body} bytes`)));
  });
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  await all;
  check("GET", path, head);
  socket.destroy();
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port }, () => resolve(socket));
    socket.setTimeout(STALL_MS, () => socket.destroy(new Error(`nothing moved for ${STALL_MS} ms`)));
    socket.once("error", reject);
  });
}

/** The beginning of the answer. */
function firstStatus(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once("data", (chunk) => resolve(chunk.toString("latin1")));
    socket.on("error", reject).on("close", () => reject(new Error("the server closed the connection")));
  });
}

function check(method: string, path: string, answer: string): void {
  if (!answer.startsWith("HTTP/1.1 200")) throw new Error(`${method} ${path} answered ${answer.slice(0, 300)}`);
}
