"""Stage 1: a file, an upload, standard input or pasted text becomes Posts. One module per format; content beats the file's name.

read_bytes   one upload or file in memory -> list of Posts
read_path    one file on disk, streamed -> Posts and, for rows that cannot be read, errors
find         paths and folders -> the files in them
"""

from rubric.read.limits import MAX_CHARS, MAX_FILE_BYTES
from rubric.read.open import SUFFIXES, each, read_bytes, read_path, read_string
from rubric.read.walk import find

__all__ = ["MAX_CHARS", "MAX_FILE_BYTES", "SUFFIXES", "each", "find", "read_bytes", "read_path", "read_string"]
