"""Stage 1, the limits: how much we read of one post, one file and one archive before we say that it is too much."""

MAX_CHARS = 200_000  # characters in one post; the longest real one we met has about 30,000
MAX_FILE_BYTES = 32_000_000  # bytes of a file that is read whole (everything but csv, tsv, jsonl and parquet)
MAX_LINE_CHARS = 4_000_000  # characters in one line of a csv, tsv or jsonl file
MAX_ENTRIES = 20_000  # files in one archive
MAX_UNPACKED_BYTES = 1_000_000_000  # bytes of all files in one archive together
MAX_RATIO = 200  # unpacked : packed, from 1 MB unpacked
MAX_DEPTH = 3  # archives inside archives
MAX_PAGES = 200  # pages of one PDF
PDF_SECONDS = 20.0  # seconds for the text of one PDF; a post takes well under one
