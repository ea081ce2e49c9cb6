"""The exit codes of every command, by name."""

from enum import IntEnum


class Exit(IntEnum):
    """OK; THRESHOLD: a limit was not met; BAD_INPUT: nothing could be done as asked; PARTIAL: some files failed, the rest is done."""

    OK = 0
    THRESHOLD = 1
    BAD_INPUT = 2
    PARTIAL = 3
    INTERRUPTED = 130
