"""How large an uploaded table may be; a larger one is attached as a file instead."""

# Sizes in bytes.
MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 30 * 1024 * 1024
MAX_ARCHIVE_FILES = 500
MAX_PACKING_RATIO = 200

MAX_ROWS = 1_000
MAX_COLUMNS = 30
# Letterhead, headings and notes around the table.
MAX_LINES_AROUND = 200
MAX_LINES = MAX_ROWS + MAX_LINES_AROUND
MAX_CELL_CHARACTERS = 1_000
MAX_NAME_CHARACTERS = 200
# R109 asks for 15 digits before the point and 2 behind it.
MAX_INTEGER_DIGITS = 18
MAX_DECIMALS = 10
