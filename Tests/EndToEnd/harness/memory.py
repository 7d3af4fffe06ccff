"""The peak memory of a process, in bytes."""

import pathlib
import re
import sys

# Runs a program and writes its peak into the file that is its first argument. A small process of its own: the kernel
# counts to a new program what its parent took when it started it.
_MEASURE = """
import os, sys
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(pid, 0)
with open(sys.argv[1], "w") as file:
    file.write(str(usage.ru_maxrss))
code = os.waitstatus_to_exitcode(status)
sys.exit(code if code >= 0 else 128 - code)
"""


class Peak:
    """Measures a command that is run with `prefix`."""

    def __init__(self, file: pathlib.Path):
        self._file = file
        self.prefix = [sys.executable, "-ISc", _MEASURE, str(file)]

    @property
    def bytes(self) -> int:
        return int(self._file.read_text()) << 10


def peak_of(pid: int) -> int:
    """Of a process that is still running (proc(5), VmHWM)."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) << 10
