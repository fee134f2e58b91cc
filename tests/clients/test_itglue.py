"""`itglue` 0.2.0 from PyPI against the simulator: every call it offers for the resources that Gluepane knows."""

import unittest

import itglue
from itglue import (
    Configuration,
    ConfigurationInterface,
    ConfigurationStatus,
    ConfigurationType,
    Contact,
    FlexibleAsset,
    FlexibleAssetField,
    FlexibleAssetType,
    Location,
    Manufacturer,
    Model,
    Organization,
)

from harness import (
    DOMAIN_ADMIN,
    HARBOUR_DENTAL,
    HARBOUR_DENTAL_NAME,
    HDG_DC01,
    MISSING,
    AgainstTheSimulator,
)

connection = itglue.connection
AT_THE_TOP = [
    Organization,
    Configuration,
    ConfigurationType,
    ConfigurationStatus,
    Contact,
    Location,
    FlexibleAssetType,
    Manufacturer,
    Model,
]


class WithItglue(AgainstTheSimulator):
    def setUp(self):
        super().setUp()
        connection.set_credentials(self.simulator.api_key, self.simulator.url)
        self.harbour = Organization(id=HARBOUR_DENTAL)

    def assert_refused(self, status, call):
        """Its error has the status and the body; the body comes back."""
        with self.assertRaises(connection.ResponseError) as caught:
            call()
        self.assertEqual(caught.exception.args[0], status)
        return caught.exception.args[1]


class Reading(WithItglue):
    def test_each_resource_is_listed_whole_and_each_row_is_found_by_its_id(self):
        for resource in AT_THE_TOP:
            with self.subTest(resource=resource.__name__):
                rows = resource.get()
                self.assertTrue(rows)
                self.assertEqual(len({row.id for row in rows}), len(rows))
                for row in (rows[0], rows[-1]):
                    found = resource.find(row.id)
                    self.assertEqual(found.id, row.id)
                    self.assertEqual(found.get_attr("name"), row.get_attr("name"))

    def test_links_lead_through_all_pages_and_keep_the_filter(self):
        whole = Organization.get()
        self.simulator.clear_journal()
        pages = connection.get("/organizations", params={"page": {"size": 7}})
        self.assertEqual([row["id"] for row in pages], [row.id for row in whole])
        self.assertEqual(len(self.simulator.journal()), -(-len(whole) // 7))

        filters = {"filter": {"organization_id": HARBOUR_DENTAL}, "page": {"size": 5}}
        self.simulator.clear_journal()
        rows = connection.get("/configurations", params=filters)
        self.assertGreater(len(self.simulator.journal()), 3)
        self.assertEqual({str(row["attributes"]["organization_id"]) for row in rows}, {HARBOUR_DENTAL})
        self.assert_same_rows([row["id"] for row in rows], [row.id for row in Configuration.get(self.harbour)])

    def test_a_filter_gives_its_rows_or_none(self):
        [harbour] = Organization.filter(name=HARBOUR_DENTAL_NAME)
        self.assertEqual(harbour.id, HARBOUR_DENTAL)
        self.assertEqual(Organization.filter(name="Nobody & Co"), [])
        self.assertEqual(len(Organization.filter(name="Meridian Partners")), 2)
        both = Organization.filter(id=[HARBOUR_DENTAL, "5120045", "3300871"])
        self.assert_same_rows([row.id for row in both], [HARBOUR_DENTAL, "3300871"])
        [server] = Configuration.filter(parent=self.harbour, serial_number="7XK3QW2")
        self.assertEqual(server.id, HDG_DC01)
        self.assertIsNone(Organization.find_by(name="Nobody"))
        self.assertEqual(Organization.find_by(name=HARBOUR_DENTAL_NAME).id, HARBOUR_DENTAL)

    def test_a_filter_that_does_not_exist_changes_nothing(self):
        self.assertEqual(len(Organization.filter(no_such_key="x")), len(Organization.get()))

    def test_rows_below_an_organization_are_its_own(self):
        for resource in (Configuration, Contact, Location):
            with self.subTest(resource=resource.__name__):
                below = resource.get(parent=self.harbour)
                beside = resource.filter(organization_id=HARBOUR_DENTAL)
                self.assertTrue(below)
                self.assert_same_rows([row.id for row in below], [row.id for row in beside])
                found = resource.find(below[0].id, parent=self.harbour)
                self.assertEqual(found.id, below[0].id)

    def test_interfaces_are_below_their_configuration_and_fields_below_their_type(self):
        [interface, *_] = ConfigurationInterface.get(parent=Configuration(id=HDG_DC01))
        self.assertEqual(ConfigurationInterface.find(interface.id).id, interface.id)
        [kind, *_] = FlexibleAssetType.get()
        [field, *_] = FlexibleAssetField.get(parent=kind)
        self.assertEqual(str(field.get_attr("flexible_asset_type_id")), kind.id)
        manufacturer = next(row for row in Manufacturer.get() if Model.get(parent=row))
        self.assertLess(len(Model.get(parent=manufacturer)), len(Model.get()))

    def test_flexible_assets_are_listed_by_type_alone(self):
        self.assert_refused(400, FlexibleAsset.get)
        for kind in FlexibleAssetType.filter(enabled="true"):
            assets = FlexibleAsset.filter(flexible_asset_type_id=kind.id)
            self.assertTrue(assets, kind.get_attr("name"))
            self.assertEqual({str(row.get_attr("flexible_asset_type_id")) for row in assets}, {kind.id})
            found = FlexibleAsset.find(assets[0].id)
            self.assertEqual(found.attributes["traits"], assets[0].attributes["traits"])

    def test_passwords_come_without_values_in_lists_and_with_one_alone(self):
        rows = connection.get(f"/organizations/{HARBOUR_DENTAL}/relationships/passwords")
        self.assertEqual(len(rows), 34)
        self.assertFalse([row["id"] for row in rows if "password" in row["attributes"]])
        value = self.simulator.password_value(DOMAIN_ADMIN)
        alone = connection.get(f"/passwords/{DOMAIN_ADMIN}")["attributes"]
        self.assertEqual(alone["password"], value)
        withheld = connection.get(f"/passwords/{DOMAIN_ADMIN}", params={"show_password": "false"})
        self.assertNotIn("password", withheld["attributes"])
        connection.set_credentials(self.simulator.api_key_without_passwords, self.simulator.url)
        self.assertNotIn("password", connection.get(f"/passwords/{DOMAIN_ADMIN}")["attributes"])


class Errors(WithItglue):
    def test_a_bad_key_is_refused(self):
        connection.set_credentials("ITG.wrong", self.simulator.url)
        self.assertIn("Forbidden", self.assert_refused(403, Organization.get))
        self.simulator.set(bad_key="401_errors")
        self.assertIn("errors", self.assert_refused(401, Organization.get))

    def test_no_key_asks_nothing(self):
        connection.set_credentials(None, self.simulator.url)
        with self.assertRaises(connection.RequestError):
            Organization.get()
        self.assertEqual(self.simulator.journal(), [])

    def test_a_record_that_is_not_there_and_a_path_that_is_none(self):
        body = self.assert_refused(404, lambda: Organization.find(MISSING))
        self.assertIn("Record not found", body)
        page = self.assert_refused(404, lambda: connection.get("/no_such_resource"))
        self.assertIn("The page you were looking for doesn't exist (404)", page)
        self.assertIn("<html", page)

    def test_a_configuration_without_organization_or_of_no_type_is_refused(self):
        body = self.assert_refused(422, Configuration(name="A").create)
        self.assertIn("organization_id", body)
        wrong = Configuration(name="A", configuration_type_id=MISSING)
        self.assert_refused(422, lambda: wrong.create(parent=self.harbour))
        self.assertEqual(len(Configuration.filter(name="A")), 0)

    def test_the_rate_limit_speaks_up_and_passes(self):
        self.simulator.set(rate_limit=2, retry_after_s=7)
        Organization.find(HARBOUR_DENTAL)
        Organization.find(HARBOUR_DENTAL)
        self.assert_refused(429, lambda: Organization.find(HARBOUR_DENTAL))
        self.simulator.set(rate_limit=3000)
        Organization.find(HARBOUR_DENTAL)


class Writing(WithItglue):
    def test_an_organization_is_made_changed_and_marked_for_deletion(self):
        made = Organization(name="Acht AG", short_name="ACHT").create()
        self.assertTrue(made.id)
        self.assertEqual(Organization.find_by(name="Acht AG"), made)
        made.set_attr("alert", "Call first")
        made.update()
        self.assertEqual(Organization.find(made.id).get_attr("alert"), "Call first")
        Organization.bulk_delete([made])
        self.assert_refused(404, lambda: Organization.find(made.id))

    def test_a_configuration_is_made_with_its_interfaces(self):
        kind = ConfigurationType.get()[0]
        wan = ConfigurationInterface(name="wan", ip_address="192.0.2.10", primary=True)
        made = Configuration(name="HDG-NEW01", hostname="hdg-new01", configuration_type_id=kind.id)
        made.create(parent=self.harbour, configuration_interfaces=[wan])
        self.assertEqual(str(made.get_attr("organization_id")), HARBOUR_DENTAL)
        [interface] = ConfigurationInterface.get(parent=made)
        self.assertEqual(interface.get_attr("ip_address"), "192.0.2.10")
        self.assertEqual(Configuration.find(made.id).get_attr("primary_ip"), "192.0.2.10")
        interface.set_attr("ip_address", "192.0.2.11")
        interface.update()
        self.assertEqual(Configuration.find(made.id).get_attr("primary_ip"), "192.0.2.11")
        renamed = Configuration(id=made.id, name="HDG-NEW02").save()
        self.assertEqual(renamed.get_attr("hostname"), "hdg-new01")
        self.assertEqual(Configuration.filter(name="HDG-NEW01"), [])

    def test_many_configurations_are_made_changed_and_deleted_at_once(self):
        kind = ConfigurationType.get()[0].id
        names = ["HDG-A1", "HDG-A2"]
        rows = [Configuration(name=name, configuration_type_id=kind) for name in names]
        made = Configuration.bulk_create(rows, parent=self.harbour)
        self.assertEqual([row.get_attr("name") for row in made], names)
        changes = [Configuration(id=row.id, asset_tag="T") for row in made]
        Configuration.bulk_update(changes)
        self.assertEqual({Configuration.find(row.id).get_attr("asset_tag") for row in made}, {"T"})
        deleted = Configuration.bulk_delete(made)
        self.assert_same_rows([row.id for row in deleted], [row.id for row in made])
        for row in made:
            self.assert_refused(404, lambda: Configuration.find(row.id))

    def test_contacts_and_locations_are_made_changed_and_deleted(self):
        for row, change in [
            (Contact(first_name="Mia", last_name="Beispiel"), {"title": "Office lead"}),
            (Location(name="Depot", city="Leeds"), {"city": "York"}),
        ]:
            with self.subTest(resource=row.resource_type()):
                row.create(parent=self.harbour)
                [(name, value)] = change.items()
                type(row)(id=row.id, **change).update()
                self.assertEqual(type(row).find(row.id).get_attr(name), value)
                type(row).bulk_delete([type(row)(id=row.id)])
                self.assert_refused(404, lambda: type(row).find(row.id))

    def test_what_is_there_is_not_made_twice(self):
        before = len(Manufacturer.get())
        first = Manufacturer.first_or_create(name="Beispiel GmbH")
        self.assertEqual(Manufacturer.first_or_create(name="Beispiel GmbH").id, first.id)
        self.assertEqual(len(Manufacturer.get()), before + 1)
        self.assertIsNone(Manufacturer.first_or_initialize(name="Nobody").id)
        model = Model(name="B1", manufacturer_id=first.id).create()
        self.assertEqual([row.id for row in Model.get(parent=first)], [model.id])

    def test_types_and_statuses_are_made_and_renamed(self):
        for resource in (ConfigurationType, ConfigurationStatus, Manufacturer):
            with self.subTest(resource=resource.__name__):
                made = resource(name="First").create()
                resource(id=made.id, name="Second").update()
                self.assertEqual(resource.find(made.id).get_attr("name"), "Second")

    def test_a_flexible_asset_is_made_and_its_traits_are_replaced(self):
        kind = FlexibleAssetType.filter(enabled="true")[0]
        pattern = FlexibleAsset.filter(flexible_asset_type_id=kind.id)[0].attributes["traits"]
        fields = FlexibleAssetField.get(parent=kind)
        plain = [row.get_attr("name_key") for row in fields if row.get_attr("kind") in ("Text", "Select")]
        traits = {key: pattern[key] for key in plain if key in pattern}
        asset = FlexibleAsset(
            organization_id=HARBOUR_DENTAL, flexible_asset_type_id=kind.id, traits=traits
        )
        asset.create()
        self.assertEqual(FlexibleAsset.find(asset.id).attributes["traits"], traits)
        [text, *_] = [row.get_attr("name_key") for row in fields if row.get_attr("kind") == "Text"]
        asset.set_trait(text, "two")
        asset.update()
        self.assertEqual(FlexibleAsset.find(asset.id).get_trait(text), "two")
        wrong = FlexibleAsset(
            organization_id=HARBOUR_DENTAL, flexible_asset_type_id=kind.id, traits={"no-such": 1}
        )
        self.assertIn("invalid trait keys", self.assert_refused(422, wrong.create))

    def test_a_deletion_without_a_body_is_done_but_breaks_its_reader(self):
        path = f"/organizations/{HARBOUR_DENTAL}/relationships/passwords"
        attributes = {"name": "Spare", "username": "a", "password": "not-a-secret"}
        made = connection.post(path, {"type": "passwords", "attributes": attributes})
        self.assertNotIn("password", made["attributes"])
        self.assertEqual(
            connection.get(f"/passwords/{made['id']}")["attributes"]["password"], "not-a-secret"
        )
        with self.assertRaises(ValueError):
            connection.delete(f"/passwords/{made['id']}")
        self.assert_refused(404, lambda: connection.get(f"/passwords/{made['id']}"))


if __name__ == "__main__":
    unittest.main()
