"""MLflow's scoring protocol as a Flask app."""

import ipaddress
import re

from flask import Flask, Response, request
from millrace_worker.scoring import JSON, Scorer
from mlflow.version import VERSION


def make_app(scorer: Scorer, is_local: bool) -> Flask:
    """The app that asks a loaded model. One that is for this machine alone answers no name that others could give it."""
    app = Flask("millrace", static_folder=None)
    app.url_map.strict_slashes = True
    app.before_request(_refuse_other_methods)
    if is_local:
        app.before_request(_refuse_other_hosts)
    app.register_error_handler(404, lambda error: _json('{"detail":"Not Found"}', 404))
    app.register_error_handler(405, _wrong_method)
    for path in ("/ping", "/health"):
        app.add_url_rule(path, path, lambda: _json("\n"), provide_automatic_options=False)
    app.add_url_rule("/version", "/version", lambda: _json(VERSION), provide_automatic_options=False)

    def invocations() -> Response:
        answer = scorer.answer(request.headers.get("Content-Type"), request.get_data(cache=False))
        return Response(answer.body, answer.status, content_type=answer.content_type)

    app.add_url_rule(
        "/invocations", "/invocations", invocations, methods=["POST"], provide_automatic_options=False
    )
    return app


def _refuse_other_methods():
    # Flask answers HEAD wherever there is GET.
    if request.method == "HEAD" and request.url_rule is not None:
        return _wrong_method(None)
    return None


def _refuse_other_hosts():
    # Health checks come under names of their own, and tell nobody anything.
    if request.path in ("/ping", "/health") or is_loopback(re.sub(r":\d+$", "", request.host)):
        return None
    return _json('{"detail":"The Host header names a host that this server does not answer for."}', 403)


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine's, and no web page of another site can have it."""
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _wrong_method(error) -> Response:
    del error
    answer = _json('{"detail":"Method Not Allowed"}', 405)
    answer.headers["Allow"] = "POST" if request.path == "/invocations" else "GET"
    return answer


def _json(body: str, status: int = 200) -> Response:
    return Response(body, status, content_type=JSON)
