"""The end of a worker whose server has gone, whatever the model is doing."""

import os
import select
import socket
import threading
import time

_SECONDS_TO_END = 1.0


def end_with(connection: socket.socket) -> None:
    """Ends this process soon after the other side of the connection has gone."""
    # Where there is no event for a closed half, the poll still tells when the whole connection is gone.
    poll = select.poll()
    poll.register(connection, getattr(select, "POLLRDHUP", 0))

    def watch() -> None:
        poll.poll()
        time.sleep(_SECONDS_TO_END)
        os._exit(0)

    threading.Thread(target=watch, name="hangup", daemon=True).start()
