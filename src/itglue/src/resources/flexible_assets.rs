//! Flexible asset types, their fields, and flexible assets (API reference, sections 3.12 and 3.13).

use crate::json_api::{Included, Record};
use crate::list::{Check, List};
use crate::resource::{owned, resource};
use crate::resources::attachments::{Attachment, attachments};
use crate::resources::configuration_details::passwords;
use crate::resources::organization_details::{RemoteId, remote_ids};
use crate::resources::related_items::{RelatedItem, related_items};
use crate::resources::traits::{Trait, TraitValue, traits};
use crate::value::{Value, words};
use crate::{
    FlexibleAssetFieldId, FlexibleAssetId, FlexibleAssetTypeId, OrganizationId, PasswordId, lenient,
};
use gluepane_wire::Tree;

resource! {
    /// A flexible asset type (API reference, section 3.12).
    FlexibleAssetType: FlexibleAssetTypeId at "flexible_asset_types" with "flexible_asset_fields" {
        /// `name`.
        name: String = "name",
        /// `description`.
        description: Option<String> = "description",
        /// `icon`.
        icon: Option<String> = "icon",
        /// `enabled`.
        is_enabled: bool = "enabled",
        /// `show-in-menu`.
        is_in_menu: bool = "show-in-menu",
        /// `relationships.flexible-asset-fields`: its fields.
        fields: Vec<FlexibleAssetFieldId> = (fields),
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
    }
    filters {
        /// By id.
        ID = "id" is Check::Id,
        /// By name.
        NAME = "name" is Check::Text("name"),
        /// By icon.
        ICON = "icon" is Check::Text("icon"),
        /// Enabled ones, `true` or `false`.
        ENABLED = "enabled" is Check::Flag("enabled"),
    }
}

fn fields(record: &Record, _: &Included) -> Vec<FlexibleAssetFieldId> {
    let links = record
        .relationships
        .get("flexible-asset-fields")
        .get("data");
    let ids = links
        .list()
        .iter()
        .filter_map(|link| lenient::id(link.get("id")));
    ids.map(FlexibleAssetFieldId).collect()
}

resource! {
    /// A field of a flexible asset type: what its traits of this key are (API reference, section 3.12).
    FlexibleAssetField: FlexibleAssetFieldId at "flexible_asset_fields" {
        /// `flexible-asset-type-id`.
        asset_type: Option<FlexibleAssetTypeId> = "flexible-asset-type-id",
        /// `name`, as shown.
        name: String = "name",
        /// `name-key`: the key of its traits.
        key: String = "name-key",
        /// `kind`.
        kind: FieldKind = "kind",
        /// `order`: its place.
        place: Option<u64> = "order",
        /// `hint`.
        hint: Option<String> = "hint",
        /// `decimals`: of a number.
        n_decimals: Option<u64> = "decimals",
        /// `tag-type`: what a tag leads to.
        tag_type: Option<TagType> = "tag-type",
        /// `required`.
        is_required: bool = "required",
        /// `use-for-title`: part of an asset's name.
        is_in_title: bool = "use-for-title",
        /// `expiration`: a date that is also an expiration.
        is_expiration: bool = "expiration",
        /// `show-in-list`.
        is_in_list: bool = "show-in-list",
        /// `default-value`; of a *Select*, its options, a line each as far as known.
        default_value: Option<String> = "default-value",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
    }
}

impl List<FlexibleAssetField> {
    /// A type's.
    pub fn of_type(asset_type: FlexibleAssetTypeId) -> Self {
        Self::below("flexible_asset_types", asset_type.0)
    }
}

words! {
    /// What a field holds (`kind`: API reference, section 3.12).
    FieldKind {
        /// Yes or no.
        Checkbox = "Checkbox",
        /// A date.
        Date = "Date",
        /// A heading between fields; it has no trait.
        Header = "Header",
        /// A number.
        Number = "Number",
        /// One of some texts.
        Select = "Select",
        /// A step of a procedure.
        Step = "Step",
        /// A line.
        Text = "Text",
        /// HTML.
        Textbox = "Textbox",
        /// Files.
        Upload = "Upload",
        /// Other records.
        Tag = "Tag",
        /// A number of hundredths.
        Percent = "Percent",
        /// An embedded password.
        Password = "Password",
    }
}

/// What a tag leads to (`tag-type`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TagType {
    /// Flexible assets of a type: `FlexibleAssetType: 33`.
    FlexibleAssetType(FlexibleAssetTypeId),
    /// A kind of record: `Configurations`, `AccountsUsers` …
    Records(crate::RecordKind),
}

impl Value for TagType {
    fn some(value: &Tree) -> Option<Self> {
        let text = lenient::text(value)?;
        let of_type = text.strip_prefix("FlexibleAssetType:");
        if let Some(id) = of_type.and_then(|id| id.trim().parse().ok()) {
            return Some(Self::FlexibleAssetType(FlexibleAssetTypeId(id)));
        }
        Some(Self::Records(crate::RecordKind::parse(&text)))
    }
}

resource! {
    /// A flexible asset (API reference, section 3.13).
    FlexibleAsset: FlexibleAssetId
        at "flexible_assets"
        with "adapters_resources,passwords,attachments,related_items" {
        /// `organization-id`.
        organization: OrganizationId = "organization-id",
        /// `organization-name`.
        organization_name: String = "organization-name",
        /// `flexible-asset-type-id`.
        asset_type: FlexibleAssetTypeId = "flexible-asset-type-id",
        /// `flexible-asset-type-name`.
        type_name: Option<String> = "flexible-asset-type-name",
        /// `name`: made of the fields that are used for the title.
        name: String = "name",
        /// `traits`: by key, in their order.
        traits: Vec<(String, TraitValue)> = (traits),
        /// `archived`.
        is_archived: bool = "archived",
        /// `restricted`.
        is_restricted: bool = "restricted",
        /// `my-glue`.
        is_in_my_glue: bool = "my-glue",
        /// `resource-url`: its page on the account's web site.
        resource_url: Option<String> = "resource-url",
        /// `created-at`, ISO 8601.
        created_at: Option<String> = "created-at",
        /// `updated-at`, ISO 8601.
        updated_at: Option<String> = "updated-at",
        /// `include=adapters_resources`: the ids that other systems know it by.
        remote_ids: Vec<RemoteId> = (remote_ids),
        /// `include=passwords`: what is embedded in it.
        passwords: Vec<PasswordId> = (passwords),
        /// `include=attachments`.
        attachments: Vec<Attachment> = (attachments),
        /// `include=related_items`, which a show alone has.
        related_items: Vec<RelatedItem> = (related_items),
    }
    filters {
        /// By name.
        NAME = "name" is Check::Text("name"),
        /// By organization.
        ORGANIZATION = "organization-id" is Check::Text("organization-id"),
    }
}

impl List<FlexibleAsset> {
    /// Those of a type, which a list always needs; filters have hyphens here (API reference, section 2.2).
    pub fn of_type(asset_type: FlexibleAssetTypeId) -> Self {
        const TYPE: crate::Filter<FlexibleAsset> = crate::Filter::new(
            "flexible-asset-type-id",
            Check::Text("flexible-asset-type-id"),
        );
        Self::all().with(&TYPE, asset_type)
    }
}

impl FlexibleAsset {
    /// Its traits as their fields say that they are: a text of a *Textbox* is HTML, one of a *Date* a date. Fields without
    /// a trait are left out, but for headings; traits without a field come last.
    pub fn typed_traits<'a>(
        &'a self,
        fields: &'a [FlexibleAssetField],
    ) -> Vec<(Option<&'a FlexibleAssetField>, &'a str, Trait)> {
        let mut fields: Vec<&FlexibleAssetField> = fields.iter().collect();
        fields.sort_by_key(|field| field.place.unwrap_or(u64::MAX));
        let of = |key: &str| self.traits.iter().find(|(known, _)| known == key);
        let known = fields.iter().filter_map(|&field| {
            let value = match of(&field.key) {
                Some((_, value)) => Trait::of(&field.kind, value),
                None if field.kind == FieldKind::Header => Trait::Header,
                None => return None,
            };
            Some((Some(field), field.key.as_str(), value))
        });
        let is_known = |key: &str| fields.iter().any(|field| field.key == key);
        let unknown = self.traits.iter().filter(|(key, _)| !is_known(key));
        let unknown =
            unknown.map(|(key, value)| (None, key.as_str(), Trait::Unknown(value.clone())));
        known.chain(unknown).collect()
    }
}

owned! { FlexibleAsset filter "organization-id", }
