"""The frames between a worker and its server: length of the payload, id, kind, payload. The other half is framing.ts."""

import socket
import struct

SCORE = 1  # to a worker: one request
BATCH = 2  # to a worker: requests that may be predicted together
PROBE = 3  # to a worker: may requests be predicted together?
READY = 16  # from a worker: what it has loaded, as JSON
FAILED = 17  # from a worker: why it could load nothing, as text
ANSWER = 18  # from a worker: the answer to the request of that id
PROBED = 19  # from a worker: empty, or why requests can't be predicted together

_HEADER = struct.Struct("!IIB")
_LENGTH = struct.Struct("!H")
_ENTRY = struct.Struct("!II")
_ANSWER = struct.Struct("!HH")
_NO_TYPE = 0xFFFF


class Channel:
    """A socket that carries frames."""

    def __init__(self, connection: socket.socket):
        self._connection = connection
        self._reader = connection.makefile("rb", buffering=1 << 16)

    def receive(self):
        """The next frame as (kind, id, payload); None when the server has gone."""
        header = self._read(_HEADER.size)
        if header is None:
            return None
        length, number, kind = _HEADER.unpack(header)
        payload = self._read(length)
        return None if payload is None else (kind, number, payload)

    def send(self, *frames):
        """Sends frames of (kind, id, payload), all in one piece."""
        pieces = []
        for kind, number, payload in frames:
            pieces.append(_HEADER.pack(len(payload), number, kind))
            pieces.append(payload)
        self._connection.sendall(b"".join(pieces))

    def _read(self, length: int):
        piece = self._reader.read(length)
        return piece if len(piece) == length else None


def decode_request(payload: bytes):
    """A request's content type (None when there was none) and body."""
    (length,) = _LENGTH.unpack_from(payload)
    if length == _NO_TYPE:
        return None, payload[2:]
    return payload[2 : 2 + length].decode("utf-8"), payload[2 + length :]


def decode_batch(payload: bytes):
    """The requests of a batch as (id, content type, body)."""
    at = 0
    while at < len(payload):
        number, length = _ENTRY.unpack_from(payload, at)
        at += _ENTRY.size
        yield (number, *decode_request(payload[at : at + length]))
        at += length


def encode_answer(status: int, content_type: str, body: bytes) -> bytes:
    """The payload of an answer."""
    label = content_type.encode("utf-8")
    return _ANSWER.pack(status, len(label)) + label + body
