"""Serves models with MLflow's own scoring app in one process, each on a port of its own.

The argument is a JSON object of ports by folder.
"""

import json
import socket
import sys

import uvicorn
from mlflow.pyfunc import load_model, scoring_server

apps = {port: scoring_server.init(load_model(folder)) for folder, port in json.loads(sys.argv[1]).items()}


async def by_port(scope, receive, send):
    await apps[scope["server"][1]](scope, receive, send)


def listening(port):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", port))
    return server


config = uvicorn.Config(by_port, lifespan="off", log_level="warning")
uvicorn.Server(config).run(sockets=[listening(port) for port in apps])
