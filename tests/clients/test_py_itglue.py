"""`py-itglue` 0.2.6 from PyPI against the simulator: every call it offers for the resources that Gluepane knows.

Where the package itself can't do what it offers, the test says so: a version of it that can will be noticed.
"""

import unittest

from itglue.exceptions import (
    ITGlueAPIError,
    ITGlueAuthError,
    ITGlueNotFoundError,
    ITGlueRateLimitError,
    ITGlueValidationError,
)
from tenacity import RetryError

from harness import (
    DOMAIN_ADMIN,
    HARBOUR_DENTAL,
    HARBOUR_DENTAL_NAME,
    HDG_DC01,
    MISSING,
)
from py_itglue_helpers import EveryHelper  # noqa: F401, unittest finds it here
from with_py_itglue import WithPyItglue, document

class Reading(WithPyItglue):
    def test_the_connection_is_tried(self):
        self.assertTrue(self.client.test_connection())
        self.assertFalse(self.client_with("ITG.wrong").test_connection())

    def test_all_pages_are_walked_in_every_list(self):
        for path in (
            "/organizations",
            "/configurations",
            "/passwords",
            "/contacts",
            "/locations",
            "/flexible_asset_types",
            "/manufacturers",
            "/models",
            "/operating_systems",
            "/configuration_types",
            "/configuration_statuses",
            "/password_categories",
            "/countries",
            "/regions",
            "/expirations",
            "/domains",
            "/checklists",
        ):
            with self.subTest(path=path):
                rows = list(self.client.iterate_resources(path, 500))
                self.assertEqual(len({row["id"] for row in rows}), self.total(path))
        pages = list(self.client.iterate_pages("/organizations", 10))
        self.assertEqual([page.pagination.current_page for page in pages], list(range(1, len(pages) + 1)))
        self.assertEqual(sum(len(page) for page in pages), pages[0].pagination.total_count)
        self.assertEqual(len(list(self.client.iterate_pages("/organizations", 10, None, 3))), 3)

    def test_a_collection_is_listed_page_by_page(self):
        for api in (self.client.organizations, self.client.configurations, self.client.passwords):
            with self.subTest(api=api.endpoint_path):
                first = api.list(page=1, per_page=7, sort="name")
                second = api.list(page=2, per_page=7, sort="name")
                self.assertEqual((len(first), len(second)), (7, 7))
                self.assertFalse({row.id for row in first} & {row.id for row in second})
                self.assertEqual(len(api.get_all()), 50)
                self.assertEqual(len(api.list(page=10_000)), 0)

    def test_a_record_is_read_by_its_id(self):
        self.assertEqual(self.client.organizations.get(HARBOUR_DENTAL).name, HARBOUR_DENTAL_NAME)
        self.assertEqual(self.client.organizations.get_by_id(HARBOUR_DENTAL).name, HARBOUR_DENTAL_NAME)
        self.assertEqual(self.client.configurations.get(HDG_DC01).hostname, "HDG-DC01")
        raw = self.client.get_resource("/configurations", HDG_DC01, {"include": "rmm_records"})
        self.assertIn("rmm-records", {row["type"] for row in raw["included"]})
        included = self.client.configurations.list(
            filter_params={"id": HDG_DC01}, include=["passwords"]
        ).included
        self.assertEqual({row["type"] for row in included}, {"passwords"})

    def test_filters_are_understood_in_its_own_spelling(self):
        configurations = self.client.configurations.list_by_organization(HARBOUR_DENTAL, per_page=1000)
        ids = {row.get_attribute("organization-id") for row in configurations}
        self.assertEqual(ids, {int(HARBOUR_DENTAL)})
        kind = configurations[0].get_attribute("configuration-type-id")
        typed = self.client.configurations.list_by_type(str(kind), per_page=1000)
        self.assertEqual({row.get_attribute("configuration-type-id") for row in typed}, {kind})
        passwords = self.client.passwords.list(
            filter_params={"organization-id": HARBOUR_DENTAL}, per_page=1000
        )
        self.assertEqual(len(passwords), 34)
        self.assertEqual(self.client.organizations.get_by_name(HARBOUR_DENTAL_NAME).id, HARBOUR_DENTAL)
        self.assertIsNone(self.client.organizations.get_by_name("Nobody"))
        name = "Müller\\, Schmidt & Partner GmbH"
        self.assertEqual(self.client.organizations.get_by_name(name).id, "8121314")
        self.assertEqual(len(self.client.configurations.search("HDG-DC01")), 1)
        self.assertEqual(self.client.configurations.get_by_name("HDG-DC01", exact_match=True).id, HDG_DC01)
        two = self.client.organizations.list(filter_params={"id": [HARBOUR_DENTAL, "3300871"]})
        self.assertEqual(len(two), 2)

    def test_filters_that_it_guessed_are_ignored_as_the_real_api_does(self):
        organizations, configurations = self.client.organizations, self.client.configurations
        guesses = [
            (organizations, lambda: organizations.list_by_status("Active", per_page=1000)),
            (organizations, lambda: organizations.list_by_type("Nobody", per_page=1000)),
            (organizations, lambda: organizations.get_active_organizations(per_page=1000)),
            (organizations, lambda: organizations.get_client_organizations(per_page=1000)),
            (organizations, lambda: organizations.get_internal_organizations(per_page=1000)),
            (organizations, lambda: organizations.search_by_domain("a.example", per_page=1000)),
            (configurations, lambda: configurations.search_by_hostname("none", per_page=1)),
            (configurations, lambda: configurations.search_by_ip_address("192.0.2.1", per_page=1)),
            (configurations, lambda: configurations.list_by_status("Nobody", per_page=1)),
            (configurations, lambda: configurations.get_active_configurations(per_page=1)),
        ]
        for api, guess in guesses:
            self.assertEqual(guess().meta["total-count"], self.total(api.base_url))

    def test_a_parameter_called_params_is_ignored(self):
        # Nearly all of its password searches send one, with a whole dictionary as its text.
        for search in (
            lambda: self.client.passwords.get_organization_passwords(HARBOUR_DENTAL),
            lambda: self.client.passwords.search_by_username("root"),
            lambda: self.client.passwords.search_by_url("https://a.example"),
            lambda: self.client.passwords.filter_by_visibility("private"),
            lambda: self.client.passwords.get_archived_passwords(),
        ):
            self.simulator.clear_journal()
            self.assertEqual(search().meta["total-count"], self.total("/passwords"))
            self.assertIn("params=", self.simulator.journal()[0]["path_and_query"])

    def test_values_come_with_one_password_and_never_in_lists(self):
        value = self.simulator.password_value(DOMAIN_ADMIN)
        self.assertEqual(self.client.passwords.get(DOMAIN_ADMIN).get_attribute("password"), value)
        withheld = self.client.passwords.get(DOMAIN_ADMIN, show_password="false")
        self.assertIsNone(withheld.get_attribute("password"))
        rows = self.rows("/passwords")
        self.assertFalse([row["id"] for row in rows if "password" in row["attributes"]])

    def test_reports_count_the_page_that_they_read(self):
        report = self.client.configurations.get_organization_configuration_report(HARBOUR_DENTAL)
        listed = self.client.configurations.list_by_organization(HARBOUR_DENTAL)
        self.assertEqual(report["total_configurations"], len(listed))
        self.assertEqual(self.client.organizations.get_organization_statistics(True)["total"], 50)
        self.assertEqual(self.client.configurations.get_configuration_statistics()["total_count"], 50)

    def test_what_is_cached_is_asked_once(self):
        client = self.client_with(self.simulator.api_key, enable_caching=True)
        first = client.get_resource("/organizations", HARBOUR_DENTAL)
        self.assertEqual(client.get_resource("/organizations", HARBOUR_DENTAL), first)
        self.assertEqual(len(self.simulator.journal()), 1)
        client.get_resource("/organizations", HARBOUR_DENTAL, force_refresh=True)
        self.assertEqual(len(self.simulator.journal()), 2)


class Errors(WithPyItglue):
    def test_each_refusal_has_its_own_error(self):
        with self.assertRaises(ITGlueAuthError):
            self.client_with("ITG.wrong").get_resource("/organizations")
        with self.assertRaises(ITGlueNotFoundError):
            self.client.organizations.get(MISSING)
        with self.assertRaises(ITGlueNotFoundError):
            self.client.get_resource("/no_such_resource")
        with self.assertRaises(ITGlueValidationError) as caught:
            self.client.create_resource("/configurations", document("configurations", name="A"))
        [error, *_] = caught.exception.details["errors"]
        self.assertEqual(error["status"], 422)
        with self.assertRaises(ITGlueValidationError):
            self.client.get_resource("/flexible_assets")

    def test_the_rate_limit_says_how_long_to_wait(self):
        self.simulator.set(rate_limit=1, retry_after_s=7)
        self.client.get_resource("/organizations", HARBOUR_DENTAL)
        with self.assertRaises(RetryError) as caught:
            self.client.get_resource("/organizations", HARBOUR_DENTAL)
        error = caught.exception.last_attempt.exception()
        self.assertIsInstance(error, ITGlueRateLimitError)
        self.assertEqual(error.retry_after, 7)

    def test_a_retry_comes_through_once_the_limit_is_over(self):
        self.simulator.fault(path_contains="/organizations", kind="rate_limit", value=1, times=1)
        client = self.client_with(self.simulator.api_key, max_retries=1, retry_backoff_factor=0.01)
        self.assertEqual(client.organizations.get(HARBOUR_DENTAL).name, HARBOUR_DENTAL_NAME)
        self.assertEqual([row["status"] for row in self.simulator.journal()], [429, 200])

    def test_a_service_that_is_down_or_talks_html_is_an_error(self):
        self.simulator.fault(path_contains="/organizations", kind="status", value=503, times=1)
        with self.assertRaises(ITGlueAPIError) as caught:
            self.client.get_resource("/organizations")
        self.assertEqual(caught.exception.status_code, 503)
        self.simulator.fault(path_contains="/organizations", kind="html", value=200, times=1)
        with self.assertRaises(ITGlueAPIError) as caught:
            self.client.get_resource("/organizations")
        self.assertIn("<title>Maintenance", caught.exception.response_body)


class Writing(WithPyItglue):
    def test_an_organization_is_made_and_changed(self):
        made = self.client.organizations.create(document("organizations", name="Acht AG"))
        self.assertEqual(self.client.organizations.get(made.id).name, "Acht AG")
        self.client.organizations.update(made.id, document("organizations", alert="Call first"))
        again = self.client.get_resource("/organizations", made.id)["data"]["attributes"]
        self.assertEqual((again["name"], again["alert"]), ("Acht AG", "Call first"))

    def test_a_configuration_is_made_changed_and_found_again(self):
        [kind, *_] = self.rows("/configuration_types")
        made = self.client.create_resource(
            f"/organizations/{HARBOUR_DENTAL}/relationships/configurations",
            document("configurations", name="HDG-NEW01", **{"configuration-type-id": kind["id"]}),
        )["data"]
        self.client.update_resource("/configurations", made["id"], document("configurations", hostname="new01"))
        found = self.client.configurations.get_by_name("HDG-NEW01", exact_match=True)
        self.assertEqual((found.id, found.hostname), (made["id"], "new01"))

    def test_a_password_is_made_changed_archived_and_deleted(self):
        made = self.client.passwords.create(
            document(
                "passwords",
                **{"organization-id": HARBOUR_DENTAL, "name": "Spare", "password": "not-a-secret"},
            )
        )
        self.client.passwords.update(made.id, document("passwords", password="not-one-either", archived=True))
        again = self.client.passwords.get(made.id)
        self.assertEqual(again.get_attribute("password"), "not-one-either")
        self.assertTrue(again.get_attribute("archived"))
        self.client.delete_resource("/passwords", made.id)
        with self.assertRaises(ITGlueNotFoundError):
            self.client.passwords.get(made.id)
        # Organizations and configurations have no deletion one by one.
        with self.assertRaises(ITGlueNotFoundError):
            self.client.delete_resource("/organizations", HARBOUR_DENTAL)


class WhatItCannotDo(WithPyItglue):
    def test_its_helpers_for_writing_leave_out_the_document(self):
        # What they send has no `data`, and IT Glue does not guess.
        for attempt in (
            lambda: self.client.organizations.create_organization("Acht AG", "Client"),
            lambda: self.client.organizations.update_status(HARBOUR_DENTAL, "Inactive"),
            lambda: self.client.configurations.create_configuration(HARBOUR_DENTAL, "A", "1"),
            lambda: self.client.configurations.update_status(HDG_DC01, "Inactive"),
            lambda: self.client.passwords.create_password("A", "a", "not-a-secret", HARBOUR_DENTAL),
            lambda: self.client.passwords.update_password_value(DOMAIN_ADMIN, "not-a-secret"),
            lambda: self.client.passwords.archive_password(DOMAIN_ADMIN),
        ):
            with self.assertRaises(ITGlueValidationError):
                attempt()
        self.assertEqual(self.client.organizations.bulk_update_status([HARBOUR_DENTAL], "Inactive"), [])
        self.assertEqual(self.client.configurations.bulk_update_status([HDG_DC01], "Inactive"), [])

    def test_it_reads_no_type_that_is_spelled_with_a_hyphen(self):
        [kind, *_] = self.rows("/flexible_asset_types")
        for attempt in (
            lambda: self.client.flexible_asset_types.list(),
            lambda: self.client.flexible_asset_types.get(kind["id"]),
            lambda: self.client.configurations.get(HDG_DC01, include=["configuration_interfaces"]),
        ):
            with self.assertRaises(ITGlueValidationError) as caught:
                attempt()
            self.assertIn("Input should be 'organizations'", str(caught.exception))

    def test_its_own_paging_ends_after_a_page_or_at_once(self):
        self.assertEqual(len(self.client.organizations.list_all(per_page=10)), 10)
        with self.assertRaises(TypeError):
            self.client.get_all_resources("/organizations")
        with self.assertRaises(TypeError):
            self.client.get_resource_page("/organizations", 2, 10)


if __name__ == "__main__":
    unittest.main()
