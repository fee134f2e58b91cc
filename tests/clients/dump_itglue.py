"""Every row of the lists named as arguments, as `itglue` reads them. Its address and key are in the environment,
ITGLUE_API_URL and ITGLUE_API_KEY, where it looks for them itself."""

import sys
from urllib.parse import parse_qsl

from itglue import connection

from dumping import print_row

for what in sys.argv[1:]:
    path, _, query = what.partition("?")
    for row in connection.get(f"/{path}", params={"page": {"size": 1000}, **dict(parse_qsl(query))}):
        # It writes attributes with underscores; IT Glue's own names have none.
        attributes = {name.replace("_", "-"): value for name, value in row["attributes"].items()}
        print_row(row["type"], row["id"], attributes)
