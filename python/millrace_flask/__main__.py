"""Serves the model of a folder with Flask under waitress: `python -m millrace_flask FOLDER HOST PORT THREADS`."""

import sys

from millrace_worker.scoring import load_scorer

from .app import is_loopback, make_app


def main(arguments) -> None:
    folder, host, port, threads = arguments
    from waitress import serve

    app = make_app(load_scorer(folder), is_loopback(host))
    serve(app, host=host, port=int(port), threads=int(threads), ident=None)


main(sys.argv[1:])
