"""What the tests of `py-itglue` share: a quiet client of the simulator."""

import logging

import structlog
from itglue import ITGlueClient, ITGlueConfig

from harness import AgainstTheSimulator

logging.disable(logging.CRITICAL)
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


class WithPyItglue(AgainstTheSimulator):
    def setUp(self):
        super().setUp()
        self.client = self.client_with(self.simulator.api_key)

    def client_with(self, key, **settings):
        settings = {"max_retries": 0, "enable_caching": False, **settings}
        client = ITGlueClient(ITGlueConfig(api_key=key, base_url=self.simulator.url, **settings))
        self.addCleanup(client.close)
        return client

    def rows(self, path, **params):
        return list(self.client.iterate_resources(path, 1000, params))

    def total(self, path):
        return self.client.get_resource(path, params={"page[size]": 1})["meta"]["total-count"]


def document(kind, **attributes):
    return {"data": {"type": kind, "attributes": attributes}}
