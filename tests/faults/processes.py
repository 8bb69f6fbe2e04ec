"""The processes below us, as the kernel lists them: who started whom, and an end that cannot hit a stranger."""

import ctypes
import os
import signal
import time
from collections import defaultdict
from contextlib import ExitStack, suppress
from pathlib import Path

SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER


def adopt_orphans() -> None:
    """From now on whoever loses its parent below us becomes our child, so that nobody gets away."""
    if ctypes.CDLL(None, use_errno=True).prctl(SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "this system does not let us adopt orphans")


def children() -> dict[int, list[int]]:
    """Process ids by the id of their parent, without those that have ended and only wait to be collected."""
    found: dict[int, list[int]] = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended while we looked
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if state not in "ZX":
                found[int(parent)].append(int(stat.parent.name))
    return found


def children_of(pid: int) -> list[int]:
    """The living children of one process; much quicker than the whole table."""
    try:
        found = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:  # it has ended
        return []
    return [child for child in found if lives(child)]


def below(pid: int) -> set[int]:
    """Everything a process has started, and what these have started."""
    by_parent, found, waiting = children(), set[int](), [pid]
    while waiting:
        for child in by_parent[waiting.pop()]:
            found.add(child)
            waiting.append(child)
    return found


def kill(pid: int, parent: int, *, whole: bool = False) -> bool:
    """SIGKILL to a process while it is a child of `parent`, if wished with its own children; whether it was."""
    wanted = [pid, *(children_of(pid) if whole else ())]
    with ExitStack() as held:
        handles = []
        for one in wanted:
            with suppress(ProcessLookupError):
                handles.append(os.pidfd_open(one))
                held.callback(os.close, handles[-1])
        if pid not in children_of(parent):
            return False
        for handle in handles:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, signal.SIGKILL)
    return True


def lives(pid: int) -> bool:
    """Whether the process exists and is not merely waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def end_all_below(pid: int, but: set[int], patience: float = 10.0) -> set[int]:
    """Kill whatever is below a process, collect what is its own child, and give back what had to be killed."""
    ended, deadline = set[int](), time.monotonic() + patience
    while (left := below(pid) - but) and time.monotonic() < deadline:
        for one in left:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        ended |= left
        time.sleep(0.05)
    for one in ended:
        with suppress(ChildProcessError):
            os.waitpid(one, os.WNOHANG)
    return ended
