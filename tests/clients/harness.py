"""The simulator as a child process that can't outlive us, its remote control, and a test case that has one.

GLUEPANE_SIMULATOR is its file; by default that of the last `cargo build`.
"""

import json
import os
import pathlib
import subprocess
import unittest
import urllib.request

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]

# Rows that no seed changes: docs/simulator.md, Fixtures.
HARBOUR_DENTAL = "5120044"
HARBOUR_DENTAL_NAME = "Harbour Dental Group"
HDG_DC01 = "8801001"
DOMAIN_ADMIN = "930100200300400513"
MISSING = "999"


class Simulator:
    """One on free ports; its keyword arguments are switches."""

    def __init__(self, **switches):
        program = os.environ.get("GLUEPANE_SIMULATOR") or REPOSITORY / "target/debug/simulator"
        arguments = [program, "--listen", "127.0.0.1:0", "--until-stdin-closes"]
        for name, value in switches.items():
            arguments += ["--set", f"{name}={value}"]
        self._child = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        addresses = json.loads(self._child.stdout.readline())
        self.url = addresses["url"]
        self.api_key = addresses["api_key"]
        self.api_key_without_passwords = addresses["api_key_without_passwords"]
        self._control_url = addresses["control_url"]
        # A proxy of the machine has no part in what goes over loopback.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def stop(self):
        self._child.stdin.close()
        try:
            self._child.wait(timeout=3)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._child.stdout.close()

    def set(self, **switches):
        self._ask("POST", "/set", switches)

    def fault(self, **fault):
        self._ask("POST", "/fault", fault)

    def journal(self):
        """Requests since the last reset, oldest first."""
        return json.loads(self._ask("GET", "/journal"))

    def clear_journal(self):
        self._ask("DELETE", "/journal")

    def reset(self):
        """Tenant, switches, faults and journal as at the start."""
        self._ask("POST", "/reset")

    def password_value(self, id):
        return self._ask("GET", f"/password_value/{id}")

    def _ask(self, method, path, body=None):
        request = urllib.request.Request(self._control_url + path, method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("content-type", "application/json")
        with self._opener.open(request, timeout=10) as answer:
            return answer.read().decode()


class AgainstTheSimulator(unittest.TestCase):
    """A simulator for each class of tests, as new for each test."""

    SWITCHES = {}

    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator(**cls.SWITCHES)
        cls.addClassCleanup(cls.simulator.stop)

    def setUp(self):
        self.simulator.reset()

    def assert_same_rows(self, ids, expected_ids):
        """The same rows in any order, none of them twice."""
        self.assertCountEqual([str(id) for id in ids], [str(id) for id in expected_ids])
