"""Every row of the lists named as arguments, as the models of `py-itglue` have them. Its address and key are in the
environment, ITGLUE_API_URL and ITGLUE_API_KEY."""

import logging
import os
import sys
from urllib.parse import parse_qsl

import structlog
from itglue import ITGlueClient, ITGlueConfig

from dumping import print_row

logging.disable(logging.CRITICAL)
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))

config = ITGlueConfig(
    api_key=os.environ["ITGLUE_API_KEY"],
    base_url=os.environ["ITGLUE_API_URL"],
    max_retries=0,
    enable_caching=False,
)
with ITGlueClient(config) as client:
    apis = (client.organizations, client.configurations, client.passwords)
    models = {api.endpoint_path: api.model_class for api in apis}
    for what in sys.argv[1:]:
        path, _, query = what.partition("?")
        for row in client.iterate_resources(f"/{path}", 1000, dict(parse_qsl(query))):
            # Where it has no model for a type, the row is what came.
            model = models.get(path)
            read = model.from_api_dict(row).to_api_dict() if model else row
            print_row(read["type"], read["id"], read["attributes"])
