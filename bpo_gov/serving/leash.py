"""A leash: a program started with it is asked to end when its parent is killed (Linux; elsewhere it does nothing)."""

import os
import sys
from collections.abc import Sequence

# A tiny Python that ties itself to its parent and then becomes the program; the process id stays the same.
# Between fork and prctl the parent may already be gone, hence the look at the parent's id.
_TIE = """
import os, signal, sys
if sys.platform == "linux":
    import ctypes
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    if os.getppid() != int(sys.argv[1]):
        sys.exit(1)
os.execvp(sys.argv[2], sys.argv[2:])
"""


def leashed(command: Sequence[str]) -> list[str]:
    """`command` as it must be started by this process, from the thread that lives as long as the process."""
    return [sys.executable, "-I", "-S", "-c", _TIE, str(os.getpid()), *command]
