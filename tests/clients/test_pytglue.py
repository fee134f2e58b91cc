"""`pytglue` 1.0.2 from PyPI against the simulator. Its licence is the GPL: it is run here as a program and ships nowhere.

Its hosts are constants, and two that it uses are missing from them; both are put right before it starts. It reads the
last page rightly only where `links` then has no `next`, which is the switch `links_at_the_end`.
"""

import contextlib
import io
import unittest

import pytglue
import requests

from harness import HARBOUR_DENTAL, HARBOUR_DENTAL_NAME, HDG_DC01, MISSING, AgainstTheSimulator

REAL = "https://api.itglue.com"
PATHS = {name: url.removeprefix(REAL) for name, url in pytglue.urlDict.items()}
PATHS |= {"Configuration": "/configurations", "Flexible Asset": "/flexible_assets"}


class WithPytglue(AgainstTheSimulator):
    SWITCHES = {"links_at_the_end": "missing"}

    def setUp(self):
        super().setUp()
        for name, path in PATHS.items():
            pytglue.urlDict[name] = self.simulator.url + path
        self.glue = self.sign_in()

    def sign_in(self):
        return pytglue.pytglue(self.simulator.api_key)

    def ask(self, kind, **filters):
        """The rows; what was found before is forgotten with the object that found it."""
        self.glue = self.sign_in()
        self.glue.Query(kind)
        self.glue.Filter(**filters)
        self.glue.Get()
        part = "FlexibleAsset" if kind == "Flexible Assets" else kind
        return getattr(self.glue, part).rawdata["data"]

    def one(self, path, id):
        headers = {"x-api-key": self.simulator.api_key}
        answer = requests.get(f"{self.simulator.url}{path}/{id}", headers=headers, timeout=10)
        return answer.json()["data"]["attributes"]


class Reading(WithPytglue):
    def test_it_learns_the_names_and_ids_of_everything_at_the_start(self):
        names = self.glue.idlist
        self.assertEqual(names["organizations"][HARBOUR_DENTAL_NAME], HARBOUR_DENTAL)
        for kind, known in names.items():
            self.assertTrue(known, kind)
        self.assertTrue(any(models for maker, models in names["models"].items() if maker != "None"))
        with contextlib.redirect_stdout(io.StringIO()) as said:
            self.glue.PrintPretty("manufacturers")
            self.glue.PrintPretty("models")
        self.assertIn("Dell", said.getvalue())

    def test_links_lead_through_all_pages(self):
        url = pytglue.urlDict["organizations"]
        self.simulator.clear_journal()
        rows = self.glue.common_get_request(url, "sort=id&page[size]=10")["data"]
        self.assertEqual(len({row["id"] for row in rows}), len(rows))
        self.assertEqual(len(self.simulator.journal()), -(-len(rows) // 10))
        first = self.glue.common_get_request(url, "sort=id&page[size]=10", return_all=False)["data"]
        self.assertEqual(len(first), 10)
        self.assertEqual(rows[:10], first)

    def test_filters_by_name_and_by_number(self):
        rows = self.ask("Organizations", name=HARBOUR_DENTAL_NAME)
        self.assertEqual([row["id"] for row in rows], [HARBOUR_DENTAL])
        rows = self.ask("Configurations", org=HARBOUR_DENTAL_NAME)
        self.assertEqual({row["attributes"]["organization-id"] for row in rows}, {int(HARBOUR_DENTAL)})
        by_number = self.ask("Configurations", org=HARBOUR_DENTAL)
        self.assertEqual([row["id"] for row in by_number], [row["id"] for row in rows])
        rows = self.ask("Configurations", serial="7XK3QW2", org=HARBOUR_DENTAL_NAME)
        self.assertEqual([row["id"] for row in rows], [HDG_DC01])
        rows = self.ask("Contacts", org=HARBOUR_DENTAL_NAME)
        self.assertEqual({row["attributes"]["organization-id"] for row in rows}, {int(HARBOUR_DENTAL)})

    def test_included_rows_become_part_of_the_item(self):
        # It sends an `include` for each of several, of which the last counts.
        for include, attribute in [
            ("interfaces", "configuration-interfaces-ip-address"),
            ("rmmRecord", "rmm-records-mac-addresses"),
        ]:
            self.ask("Configurations", serial="7XK3QW2", **{include: True})
            self.glue.Configurations.Search(name="HDG-DC01")
            self.assertTrue(self.glue.Configurations.item[attribute])
        with contextlib.redirect_stdout(io.StringIO()) as said:
            self.glue.Configurations.Print()
            self.glue.Configurations.PrintAll()
        self.assertIn("HDG-DC01", said.getvalue())

    def test_flexible_assets_are_asked_for_by_the_name_of_their_type(self):
        name = next(iter(self.glue.idlist["flexible_asset_types"]))
        # Its own reader of the answer has a misspelled name in it; the answer has come by then.
        with self.assertRaises(NameError):
            self.ask("Flexible Assets", FlexibleAssetType=name, org=HARBOUR_DENTAL_NAME)
        kinds = {row["attributes"]["flexible-asset-type-name"] for row in self.glue.rawdata["data"]}
        self.assertLessEqual(kinds, {name})


class Errors(WithPytglue):
    def assert_refused(self, status, call):
        with self.assertRaises(RuntimeError) as caught:
            call()
        self.assertIn(status, caught.exception.args[0])
        return str(caught.exception)

    def test_each_refusal_is_one_error_that_tells_the_status(self):
        get = self.glue.common_get_request
        self.assertIn("Record not found", self.assert_refused(404, lambda: get(f"{self.simulator.url}/organizations/{MISSING}")))
        # This address is a slip of its own: the resource is called flexible_asset_fields.
        page = self.assert_refused(404, lambda: get(pytglue.urlDict["flexible_asset_fields"]))
        self.assertIn("<html", page)
        self.assert_refused(400, lambda: get(pytglue.urlDict["flexible_asset"]))
        self.simulator.set(rate_limit=1, retry_after_s=7, links_at_the_end="missing")
        get(pytglue.urlDict["countries"])
        self.assert_refused(429, lambda: get(pytglue.urlDict["countries"]))
        self.glue.getheader = {"x-api-key": "ITG.wrong"}
        self.assertIn("Forbidden", self.assert_refused(403, lambda: get(pytglue.urlDict["organizations"])))

    def test_a_name_that_it_does_not_know_is_not_asked_for(self):
        self.simulator.clear_journal()
        self.glue.Query("Configurations")
        with self.assertRaises(RuntimeError):
            self.glue.Filter(org="Nobody")
        self.assertEqual(self.simulator.journal(), [])


class Writing(WithPytglue):
    def test_a_configuration_is_made_with_its_interfaces(self):
        item = self.glue.Configurations.Create.item
        item["name"] = "HDG-NEW01"
        item["organization-name"] = HARBOUR_DENTAL_NAME
        item["configuration-type-name"] = next(iter(self.glue.idlist["configuration_types"]))
        item["configuration-interfaces-ip-address"] = ["192.0.2.10"]
        item["configuration-interfaces-primary"] = [True]
        self.glue.Configurations.Post()
        [made] = self.ask("Configurations", name="HDG-NEW01", interfaces=True)
        self.assertEqual(made["attributes"]["organization-id"], int(HARBOUR_DENTAL))
        self.assertEqual(made["attributes"]["primary-ip"], "192.0.2.10")

    def test_configurations_are_changed_in_one_request(self):
        self.ask("Configurations", org=HARBOUR_DENTAL_NAME)
        configurations = self.glue.Configurations
        changed = []
        for _ in range(2):
            configurations.item["asset-tag"] = "T-1"
            changed.append(configurations.item["id"])
            configurations.SelectNext()
        self.simulator.clear_journal()
        configurations.Update()
        self.assertEqual([row["method"] for row in self.simulator.journal()], ["PATCH"])
        for id in changed:
            self.assertEqual(self.one("/configurations", id)["asset-tag"], "T-1")


class WhatItCannotDo(WithPytglue):
    def test_an_empty_answer_and_an_id_are_beyond_it(self):
        with self.assertRaises(IndexError):
            self.ask("Contacts", lastName="Nobody")
        with self.assertRaises(AttributeError):
            self.ask("Organizations", id=HARBOUR_DENTAL)
        self.glue.Query("Organizations")
        with self.assertRaises(RuntimeError):
            self.glue.Filter(serial="7XK3QW2")

    def test_a_row_without_one_of_the_attributes_stops_its_walk(self):
        # Some rows of the demo are sparse, as IT Glue's older ones are.
        self.ask("Configurations", org=HARBOUR_DENTAL_NAME)
        with self.assertRaises(KeyError), contextlib.redirect_stdout(io.StringIO()):
            self.glue.Configurations.PrintAll()

    def test_a_next_page_that_is_null_is_asked_for(self):
        self.simulator.set(links_at_the_end="null")
        with self.assertRaises(requests.exceptions.MissingSchema):
            self.glue.common_get_request(pytglue.urlDict["countries"])


if __name__ == "__main__":
    unittest.main()
