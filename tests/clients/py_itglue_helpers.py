"""Every helper that `py-itglue` has beyond list, get, create, update and delete: what it asks and what comes of it."""

import inspect

from itglue.exceptions import ITGlueError

from harness import DOMAIN_ADMIN, HARBOUR_DENTAL, HDG_DC01
from with_py_itglue import WithPyItglue

# What comes of a helper.
ROWS = "rows, whatever it wanted to filter by"
NOTHING = "an answer that it drops or that is empty"
REPORT = "a report on what it read"
REFUSED = "a refusal"
UNREADABLE = "an answer that its models don't take"
BROKEN = "a slip of its own"

COMMON = ("list", "list_all", "get", "get_all", "get_by_id", "create", "update", "delete", "search")

PARAMETERS = {
    "category": "low",
    "configuration_id": HDG_DC01,
    "configuration_ids": [HDG_DC01],
    "configuration_type_id": "1",
    "domain": "a.example",
    "email": "a@b.example",
    "hostname": "HDG-DC01",
    "ip_address": "192.0.2.1",
    "kind": "Text",
    "name": "A",
    "new_password": "not-a-secret",
    "org_type": "Client",
    "organization_id": HARBOUR_DENTAL,
    "organization_ids": [HARBOUR_DENTAL],
    "organization_type": "Client",
    "password": "not-a-secret",
    "password_id": DOMAIN_ADMIN,
    "password_type": "embedded",
    "profile_data": {"first_name": "A"},
    "query": "A",
    "role": "Admin",
    "status": "Active",
    "tag": "A",
    "tags": ["A"],
    "trait_name": "a",
    "traits": {"a": "b"},
    "url": "https://a.example",
    "user_data": {"email": "a@b.example"},
    "username": "a",
    "visibility": "private",
}

HELPERS = {
    "organizations": {
        "bulk_update_status": NOTHING,
        "create_organization": REFUSED,
        "get_active_organizations": ROWS,
        "get_by_name": NOTHING,
        "get_client_organizations": ROWS,
        "get_internal_organizations": ROWS,
        "get_organization_statistics": REPORT,
        "list_by_status": ROWS,
        "list_by_type": ROWS,
        "search_by_domain": ROWS,
        "update_status": REFUSED,
    },
    "configurations": {
        "bulk_update_status": NOTHING,
        "create_configuration": REFUSED,
        "get_active_configurations": ROWS,
        # An empty list of its search.
        "get_by_name": NOTHING,
        "get_configuration_statistics": REPORT,
        "get_organization_configuration_report": REPORT,
        "list_by_organization": ROWS,
        "list_by_status": ROWS,
        "list_by_type": NOTHING,
        "search_by_hostname": ROWS,
        "search_by_ip_address": ROWS,
        "update_status": REFUSED,
    },
    "passwords": {
        "archive_password": REFUSED,
        "create_password": REFUSED,
        "filter_by_category": ROWS,
        "filter_by_type": ROWS,
        "filter_by_visibility": ROWS,
        "get_active_passwords": ROWS,
        "get_archived_passwords": ROWS,
        "get_by_name": NOTHING,
        "get_critical_passwords": ROWS,
        "get_embedded_passwords": ROWS,
        "get_favorite_passwords": ROWS,
        "get_high_security_passwords": BROKEN,
        "get_linked_passwords": ROWS,
        "get_organization_password_report": REPORT,
        "get_organization_passwords": ROWS,
        "get_password_statistics": REPORT,
        "get_private_passwords": ROWS,
        "get_recently_updated_passwords": ROWS,
        "get_shared_passwords": BROKEN,
        "get_stale_passwords": ROWS,
        "search_by_url": ROWS,
        "search_by_username": ROWS,
        "search_passwords": NOTHING,
        "toggle_favorite": REFUSED,
        "unarchive_password": REFUSED,
        "update_password_category": REFUSED,
        "update_password_value": REFUSED,
        "update_password_visibility": REFUSED,
    },
    "flexible_asset_types": {
        "get_builtin_types": UNREADABLE,
        "get_enabled_types": UNREADABLE,
        "get_fields": UNREADABLE,
        "search_by_name": NOTHING,
    },
    # Fields have no list but below their type.
    "flexible_asset_fields": {
        "get_by_kind": REFUSED,
        "get_by_type": REFUSED,
        "get_required_fields": REFUSED,
    },
    "flexible_assets": {
        "add_tags": UNREADABLE,
        "create_flexible_asset": REFUSED,
        "get_active_assets": REFUSED,
        "get_asset_statistics": REFUSED,
        "get_by_organization": REFUSED,
        "get_by_type": UNREADABLE,
        "list_by_status": REFUSED,
        "remove_tags": UNREADABLE,
        "search_by_name": REFUSED,
        "search_by_tag": REFUSED,
        "search_by_trait": REFUSED,
        "update_status": UNREADABLE,
        "update_traits": UNREADABLE,
    },
    # All its lists of users ask for the whole list and then drop what came.
    "users": {
        "create_user": REFUSED,
        "filter_by_role": NOTHING,
        "get_active_users": NOTHING,
        "get_admin_users": NOTHING,
        "get_by_email": NOTHING,
        "get_creator_users": NOTHING,
        "get_editor_users": NOTHING,
        "get_invited_users": NOTHING,
        "get_lite_users": NOTHING,
        "get_my_glue_users": NOTHING,
        "get_recently_active_users": NOTHING,
        "get_top_reputation_users": NOTHING,
        "get_user_statistics": REPORT,
        "get_viewer_users": NOTHING,
        "resend_invitation": REFUSED,
        "search_by_name": NOTHING,
        "search_users": NOTHING,
        "update_user_profile": REFUSED,
        "update_user_role": REFUSED,
    },
}


def helpers_of(api):
    """Names and functions."""
    methods = dict(inspect.getmembers(api, inspect.ismethod))
    return {name: call for name, call in methods.items() if not name.startswith("_") and name not in COMMON}


class EveryHelper(WithPyItglue):
    def test_none_is_left_out(self):
        for name, expected in HELPERS.items():
            self.assertEqual(set(expected), set(helpers_of(getattr(self.client, name))), name)

    def test_each_meets_what_the_real_api_would_answer(self):
        ids = self.ids_of_this_tenant()
        for name, expected in HELPERS.items():
            for helper, call in helpers_of(getattr(self.client, name)).items():
                with self.subTest(helper=f"{name}.{helper}"):
                    self.simulator.reset()
                    # Its bulk helpers swallow each refusal; what was asked is looked at too.
                    self.assertEqual(self.outcome(call, ids), expected[helper])
                    self.assertTrue(self.simulator.journal())

    def ids_of_this_tenant(self):
        [kind, *_] = self.rows("/flexible_asset_types", **{})
        assets = self.client.get_resource("/flexible_assets", params={"filter[flexible_asset_type_id]": kind["id"]})
        [user, *_] = self.client.get_resource("/users")["data"]
        return {
            "flexible_asset_type_id": kind["id"],
            "flexible_asset_id": assets["data"][0]["id"],
            "user_id": user["id"],
        }

    def outcome(self, call, ids):
        wanted = inspect.signature(call).parameters.values()
        plain = [row.name for row in wanted if row.default is row.empty and row.kind == row.POSITIONAL_OR_KEYWORD]
        given = {name: {**PARAMETERS, **ids}[name] for name in plain}
        try:
            answer = call(**given)
        except ITGlueError:
            refusals = [row for row in self.simulator.journal() if row["status"] >= 400]
            return REFUSED if refusals else UNREADABLE
        except ValueError:
            return UNREADABLE
        except TypeError:
            return BROKEN
        if isinstance(answer, dict):
            return REPORT
        return ROWS if answer is not None and len(answer) else NOTHING
