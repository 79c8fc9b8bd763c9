"""A filter of system calls for the process that reads a stranger's file: no network, no program, nothing written.

Linux's seccomp (seccomp(2), prctl(2)): a small program in the kernel's own code for packet filters looks at each
system call. What is denied answers "not permitted", so that a reader fails as it does on any file it may not open.
Opening a file to read stays allowed: Python imports its modules when they are first needed. On a system without
seccomp, or on a processor whose numbers are not listed, `confine` says so and the other limits of the sandbox hold.
"""

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_ALLOW, _DENY, _ABSENT = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
"""Where the number, the architecture and the arguments of a call stand in `struct seccomp_data`, in bytes."""
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000
"""Flags of open(2) by which a file is written, made, emptied or appended to."""
_X32 = 0x40000000
"""Calls of x86-64 by its second numbering carry this bit; none of them is let through."""


@dataclass(frozen=True, slots=True)
class Processor:
    """The system calls of one processor: its architecture's number, and those by which something is done to the world.

    `opening` are the calls that open a file, each with the place of its flags among the arguments; `absent` those that
    are answered as if the kernel did not have them, so that a library falls back to one whose flags can be seen.
    """

    architecture: int
    denied: Mapping[str, int]
    opening: Mapping[int, int]
    absent: Sequence[int]


PROCESSORS = {
    "x86_64": Processor(
        0xC000003E,
        {
            "socket": 41, "connect": 42, "sendto": 44, "bind": 49, "listen": 50, "execve": 59, "kill": 62,
            "truncate": 76, "rename": 82, "mkdir": 83, "rmdir": 84,
            "creat": 85, "link": 86, "unlink": 87, "symlink": 88, "chmod": 90,
            "fchmod": 91, "chown": 92, "fchown": 93, "lchown": 94, "ptrace": 101, "utime": 132, "mknod": 133,
            "mount": 165, "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "mkdirat": 258, "mknodat": 259,
            "fchownat": 260, "unlinkat": 263, "renameat": 264, "linkat": 265, "symlinkat": 266, "fchmodat": 268,
            "utimensat": 280, "process_vm_writev": 311, "renameat2": 316, "execveat": 322, "fchmodat2": 452,
        },
        {2: 1, 257: 2},
        (425, 437),
    ),
    "aarch64": Processor(
        0xC00000B7,
        {
            "setxattr": 5, "lsetxattr": 6, "fsetxattr": 7, "mknodat": 33, "mkdirat": 34, "unlinkat": 35,
            "symlinkat": 36, "linkat": 37, "renameat": 38, "mount": 40,
            "truncate": 45, "fchmod": 52, "fchmodat": 53, "fchownat": 54,
            "fchown": 55, "utimensat": 88, "ptrace": 117, "kill": 129, "socket": 198, "bind": 200, "listen": 201,
            "connect": 203, "sendto": 206, "execve": 221, "process_vm_writev": 271, "renameat2": 276, "execveat": 281,
            "fchmodat2": 452,
        },
        {56: 2},
        (425, 437),
    ),
}  # fmt: skip
"""By the name `platform.machine` gives; the numbers are those of the kernel's tables of system calls."""


def confine() -> str:
    """Put the filter on this process and all it starts, for ever; gives why not where it could not, else nothing."""
    processor = PROCESSORS.get(platform.machine())
    if sys.platform != "linux" or processor is None:
        return f"no filter of system calls is known for {sys.platform} on {platform.machine()}"
    code = b"".join(_program(processor))
    kept = ctypes.create_string_buffer(code, len(code))
    filter_ = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(kept)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, filter_, 0, 0):
        return f"the kernel does not take a filter of system calls (error {ctypes.get_errno()})"
    return ""


def _program(processor: Processor) -> Iterator[bytes]:
    """The filter, an instruction of eight bytes each."""
    yield _instruction(_LOAD, _ARCHITECTURE)
    yield from _unless(_EQUAL, processor.architecture)
    yield _instruction(_LOAD, _NUMBER)
    yield from _where(_AT_LEAST, _X32, _DENY)
    for number in processor.denied.values():
        yield from _where(_EQUAL, number, _DENY)
    for number in processor.absent:
        yield from _where(_EQUAL, number, _ABSENT)
    for number, flags in processor.opening.items():
        # Behind a comparison that fails, the four instructions about the flags are passed over.
        yield _instruction(_EQUAL, number, 0, 4)
        yield _instruction(_LOAD, _ARGUMENTS + 8 * flags)
        yield from _where(_ANY_BIT, _WRITING, _DENY)
        yield _instruction(_RETURN, _ALLOW)
    yield _instruction(_RETURN, _ALLOW)


def _instruction(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_so, if_not, value)


def _where(code: int, value: int, answer: int) -> Iterator[bytes]:
    """Answer where the comparison holds, else go on."""
    yield _instruction(code, value, 0, 1)
    yield _instruction(_RETURN, answer)


def _unless(code: int, value: int) -> Iterator[bytes]:
    """Deny everything where the comparison does not hold."""
    yield _instruction(code, value, 1, 0)
    yield _instruction(_RETURN, _DENY)
