"""Files on the disk of a client script."""

import tempfile
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder(files=None):
    """A temporary folder with these files: path → text or bytes."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        for name, content in (files or {}).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        yield root


def tree(root):
    """What a folder holds: relative path → number of bytes."""
    root = Path(root)
    return {str(path.relative_to(root)): path.stat().st_size for path in sorted(root.rglob("*")) if path.is_file()}


def listing(client, run_id, path=None):
    """All artifacts of a run below a path, folders followed."""
    found = []
    for item in client.list_artifacts(run_id, path):
        found.append([item.path, item.is_dir, item.file_size])
        if item.is_dir:
            found.extend(listing(client, run_id, item.path))
    return found
