"""What takes long to make and is the same for every process of a test run is made by one of them."""

import contextlib
import json
import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # where files are not locked so, every process makes its own
    fcntl = None


def made_once(folders, name, make):
    """Return what ``make`` returns for a new folder, as JSON holds it; other processes of the run wait for it.

    ``folders`` is pytest's ``tmp_path_factory``.
    """
    if fcntl is None or "PYTEST_XDIST_WORKER" not in os.environ:
        return json.loads(json.dumps(make(folders.mktemp(name))))
    place = Path(folders.getbasetemp()).parent / f"{name}.json"
    with contextlib.closing(place.with_suffix(".lock").open("w")) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            told = json.dumps(make(folders.mktemp(name)))
            place.with_suffix(".part").write_text(told, encoding="utf-8")
            place.with_suffix(".part").rename(place)
    return json.loads(place.read_text(encoding="utf-8"))
