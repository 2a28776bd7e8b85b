"""Loads a model and answers requests until the server goes: `python -m millrace_worker FD FOLDER BATCH_ROWS`."""

import faulthandler
import gc
import json
import platform
import signal
import socket
import sys
import threading
import traceback

from . import framing
from .framing import Channel
from .hangup import end_with


def main(arguments) -> int:
    descriptor, folder, batch_rows = int(arguments[0]), arguments[1], int(arguments[2])
    connection = socket.socket(fileno=descriptor)
    connection.set_inheritable(False)
    channel = Channel(connection)
    _prepare_process(connection)
    # Most that is made from here on stays: looking at it again and again takes a fifth of the time.
    gc.disable()
    try:
        # Imports MLflow, which takes longer than most models.
        from .scoring import load_scorer, warn_of_packages

        scorer = load_scorer(folder)
    except BaseException:
        report = traceback.format_exc()
        sys.stderr.write(report)
        channel.send((framing.FAILED, 0, report.encode("utf-8", "replace")))
        return 1
    gc.collect()
    gc.freeze()
    gc.enable()
    channel.send((framing.READY, 0, json.dumps({**scorer.facts, "python": platform.python_version()}).encode()))
    threading.Thread(target=warn_of_packages, args=(folder,), name="packages", daemon=True).start()
    _serve(channel, scorer, batch_rows)
    return 0


def _prepare_process(connection: socket.socket) -> None:
    # The server ends its workers itself, after the requests that they have.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)
    end_with(connection)


def _serve(channel: Channel, scorer, batch_rows: int) -> None:
    from .batch import answer_batch
    from .probe import why_alone

    while (frame := channel.receive()) is not None:
        kind, number, payload = frame
        if kind == framing.SCORE:
            answer = scorer.answer(*framing.decode_request(payload))
            channel.send((framing.ANSWER, number, framing.encode_answer(*answer)))
        elif kind == framing.BATCH:
            for answers in answer_batch(scorer, framing.decode_batch(payload), batch_rows):
                channel.send(*((framing.ANSWER, entry, framing.encode_answer(*answer)) for entry, answer in answers))
        elif kind == framing.PROBE:
            channel.send((framing.PROBED, number, why_alone(scorer, batch_rows).encode("utf-8", "replace")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
