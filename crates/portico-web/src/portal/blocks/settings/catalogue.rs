//! Every type of block with its settings, and the settings that all blocks and pages have.

use super::{Kind, Offer, Setting, setting};
use crate::design::icons::Icon;

/// What may stand in a block.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Holds {
    /// Nothing.
    Nothing,
    /// Other blocks.
    Blocks,
    /// Blocks of this type only.
    Only(&'static str),
}

/// A type of block.
#[derive(Clone, Copy, Debug)]
pub struct BlockType {
    /// Its name in stored pages.
    pub name: &'static str,
    /// The icon of its kind.
    pub icon: Icon,
    /// What may stand in it.
    pub holds: Holds,
    /// The settings below `props`.
    pub settings: &'static [Setting],
}

/// The type of a name; nothing for one that portals do not draw.
pub fn block_type(name: &str) -> Option<&'static BlockType> {
    BLOCKS.iter().find(|own| own.name == name)
}

const fn block(name: &'static str, icon: Icon, settings: &'static [Setting]) -> BlockType {
    BlockType { name, icon, holds: Holds::Nothing, settings }
}

const fn holder(name: &'static str, icon: Icon, holds: Holds, settings: &'static [Setting]) -> BlockType {
    BlockType { name, icon, holds, settings }
}

const TITLE: Setting = setting("content.title", Kind::Text);
const SUBTITLE: Setting = setting("content.subtitle", Kind::Text);
const SCHEMA: Setting = setting("content.schema", Kind::One(Offer::Schemas));
const EDITABLE: Setting = setting("content.editable", Kind::Flag(false));
const HIDES_EMPTY: Setting = setting("content.hideEmptyValue", Kind::Flag(true));

/// One action of `quick_actions`.
const ACTION: &[Setting] = &[
    setting("title", Kind::Text),
    setting("subtitle", Kind::Text),
    setting("icon_name", Kind::One(Offer::Icons)),
    setting("action", Kind::Choice(&["link", "portal_functionality"])),
    setting("portal_functionality", Kind::Choice(&["", "add_contract"])),
    setting("linkType", Kind::Choice(&["internal", "external"])),
    setting("target_path", Kind::Word),
    setting("link", Kind::Word),
    setting("visibility.is_hidden", Kind::Flag(false)),
    setting("visibility.start_date", Kind::Moment),
    setting("visibility.end_date", Kind::Moment),
    setting("visibility.visible_for_targets", Kind::Many(Offer::Targets)),
    setting("visibility.hidden_for_targets", Kind::Many(Offer::Targets)),
];

const HEADING: &[Setting] = &[TITLE, SUBTITLE, setting("content.level", Kind::Number(1, 2))];

const TEXT: &[Setting] = &[
    setting("content.text", Kind::Paragraphs),
    setting("content.valueJson", Kind::Json),
    setting("content.tone", Kind::Choice(&["", "info", "warn"])),
];

const LINK: &[Setting] = &[setting("label", Kind::Word), setting("url", Kind::Word)];

/// Every type of block that portals draw, in the order in which they are offered.
pub const BLOCKS: &[BlockType] = &[
    block("heading", Icon::Text, HEADING),
    block("title", Icon::Text, HEADING),
    block("text", Icon::Text, TEXT),
    block(
        "quick_actions",
        Icon::Zap,
        &[
            TITLE,
            setting("content.hideTitle", Kind::Flag(false)),
            setting("content.layout", Kind::Choice(&["grid", "stacked"])),
            setting("content.theme_style", Kind::Choice(&["", "soft"])),
            setting("content.size", Kind::Choice(&["sm", "lg"])),
            setting("content.actions", Kind::Rows(ACTION)),
        ],
    ),
    block(
        "quick_action",
        Icon::Zap,
        &[
            TITLE,
            SUBTITLE,
            setting("content.icon_name", Kind::One(Offer::Icons)),
            setting("content.size", Kind::Choice(&["sm", "lg"])),
            setting("content.action", Kind::Choice(&["link", "portal_functionality"])),
            setting("content.portal_functionality", Kind::Choice(&["", "add_contract"])),
            setting("content.linkType", Kind::Choice(&["internal", "external"])),
            setting("content.target_path", Kind::Word),
            setting("content.link", Kind::Word),
        ],
    ),
    block(
        "teaser",
        Icon::Megaphone,
        &[
            TITLE,
            SUBTITLE,
            setting("content.button_label", Kind::Text),
            setting("content.linkType", Kind::Choice(&["internal", "external"])),
            setting("content.target_path", Kind::Word),
            setting("content.link", Kind::Word),
        ],
    ),
    block(
        "button_link",
        Icon::ArrowRight,
        &[
            setting("content.text", Kind::Text),
            setting("content.link", Kind::Word),
            setting("content.openInNewTab", Kind::Flag(false)),
        ],
    ),
    holder(
        "system_banner",
        Icon::Info,
        Holds::Blocks,
        &[
            TITLE,
            setting("content.text", Kind::Text),
            setting("content.tone", Kind::Choice(&["info", "warn", "bad"])),
            setting("content.dismissible", Kind::Flag(false)),
        ],
    ),
    block("system_banner_content", Icon::Info, TEXT),
    block(
        "display_field",
        Icon::ListChecks,
        &[setting("content.label", Kind::Text), setting("content.value", Kind::Text), HIDES_EMPTY],
    ),
    block(
        "contact_card",
        Icon::Phone,
        &[TITLE, SCHEMA, setting("content.name", Kind::One(Offer::Attributes))],
    ),
    block(
        "entity_selector",
        Icon::ChevronsUpDown,
        &[
            TITLE,
            SCHEMA,
            setting("content.entity_title", Kind::Text),
            setting("content.top_content", Kind::Text),
            setting("content.main_content", Kind::Text),
            setting("content.bottom_content", Kind::Text),
            setting("content.group_by", Kind::One(Offer::Attributes)),
            setting("content.group_title", Kind::Text),
            setting("content.order", Kind::Word),
            setting("content.enable_search", Kind::Flag(false)),
            setting("content.search_fields", Kind::Listed(Offer::Attributes)),
            setting("content.hide_inactive_entities", Kind::Flag(false)),
        ],
    ),
    block(
        "meter_selector",
        Icon::Gauge,
        &[
            TITLE,
            setting("content.entity_title", Kind::Text),
            setting("content.main_content", Kind::Text),
            setting("content.order", Kind::Word),
            setting("content.of_contract", Kind::Flag(true)),
            setting("content.hide_inactive_entities", Kind::Flag(false)),
        ],
    ),
    block(
        "meter_readings",
        Icon::Gauge,
        &[TITLE, setting("content.page_size", Kind::Number(1, 100)), setting("content.empty", Kind::Text)],
    ),
    block(
        "journey_actions",
        Icon::Route,
        &[
            TITLE,
            SCHEMA,
            setting("content.address", Kind::Word),
            setting("content.layout", Kind::Choice(&["grid", "stacked"])),
        ],
    ),
    block(
        "requests",
        Icon::ClipboardList,
        &[
            TITLE,
            setting("content.group_by", Kind::Choice(&["", "state"])),
            setting("content.show_tickets", Kind::Flag(false)),
            setting("content.opportunity_title", Kind::Text),
            setting("content.opportunity_content", Kind::Text),
            setting("content.order_title", Kind::Text),
            setting("content.order_content", Kind::Text),
            setting("content.page_size", Kind::Number(1, 100)),
            setting("content.enable_search", Kind::Flag(false)),
            setting("content.empty", Kind::Text),
        ],
    ),
    block("external_links", Icon::ExternalLink, &[TITLE]),
    block(
        "attribute",
        Icon::ListChecks,
        &[
            SCHEMA,
            setting("content.name", Kind::One(Offer::Attributes)),
            setting("content.label", Kind::Text),
            EDITABLE,
            HIDES_EMPTY,
        ],
    ),
    block(
        "attribute_group",
        Icon::ListChecks,
        &[
            TITLE,
            setting("content.value", Kind::One(Offer::SchemaGroups)),
            SCHEMA,
            setting("content.attributes", Kind::Listed(Offer::Attributes)),
            EDITABLE,
            HIDES_EMPTY,
        ],
    ),
    block(
        "entity_list",
        Icon::List,
        &[
            SCHEMA,
            TITLE,
            setting("content.columns", Kind::Listed(Offer::Attributes)),
            setting("content.sort", Kind::Word),
            setting("content.page_size", Kind::Number(1, 100)),
            setting("content.enable_search", Kind::Flag(false)),
            setting("content.search_fields", Kind::Listed(Offer::Attributes)),
            setting("content.filters", Kind::Json),
            setting("content.filters_context_mapping", Kind::Json),
            setting("content.empty", Kind::Text),
            setting("content.link_to_detail", Kind::Flag(true)),
            setting("content.destinationPageId", Kind::One(Offer::Pages)),
        ],
    ),
    block(
        "documents",
        Icon::FileText,
        &[
            TITLE,
            SCHEMA,
            setting("content.page_size", Kind::Number(1, 100)),
            setting("content.enable_search", Kind::Flag(true)),
            setting("content.search_fields", Kind::Listed(Offer::AttributesOf("file"))),
            setting("content.enable_upload", Kind::Flag(true)),
            setting("content.empty", Kind::Text),
        ],
    ),
    block("products", Icon::Package, &[TITLE, SCHEMA, setting("content.show_sums", Kind::Flag(true))]),
    block("order_summary", Icon::ListChecks, &[TITLE, setting("content.terms", Kind::Paragraphs)]),
    block("global_search", Icon::Search, &[TITLE]),
    block("logo", Icon::Palette, &[TITLE]),
    block(
        "image",
        Icon::Image,
        &[
            setting("content.alt", Kind::Text),
            setting("content.caption", Kind::Text),
            setting("content.link", Kind::Word),
        ],
    ),
    block("divider", Icon::CircleMinus, &[setting("content.look", Kind::Choice(&["line", "space"]))]),
    block(
        "iframe",
        Icon::Globe,
        &[
            TITLE,
            setting("content.url", Kind::Word),
            setting("content.height", Kind::Number(120, 2000)),
            setting("content.ask_first", Kind::Flag(true)),
        ],
    ),
    holder("accordion", Icon::ChevronDown, Holds::Only("accordion_item"), &[TITLE]),
    holder(
        "accordion_item",
        Icon::ChevronDown,
        Holds::Blocks,
        &[setting("content.label", Kind::Text), setting("content.is_open", Kind::Flag(false))],
    ),
    holder(
        "group",
        Icon::Grid2x2,
        Holds::Blocks,
        &[
            TITLE,
            setting("design.layout.type", Kind::Choice(&["stacked", "grid", "main_side"])),
            setting("design.layout.columns", Kind::Number(2, 3)),
        ],
    ),
    holder("tabs", Icon::PanelTop, Holds::Only("tab"), &[]),
    holder(
        "tab",
        Icon::PanelTop,
        Holds::Blocks,
        &[setting("content.label", Kind::Text), setting("content.name", Kind::Word)],
    ),
    block(
        "footer",
        Icon::LayoutTemplate,
        &[
            setting("content.description", Kind::Text),
            setting("content.links.de", Kind::Rows(LINK)),
            setting("content.links.en", Kind::Rows(LINK)),
        ],
    ),
];

/// Where a block stands in a group with a wide and a narrow column, below `props`.
pub const IN_COLUMNS: &[Setting] = &[setting("design.column", Kind::Choice(&["main", "side"]))];

/// When a block is shown, below `props`.
pub const VISIBILITY: &[Setting] = &[
    setting("visibility.is_hidden", Kind::Flag(false)),
    setting("visibility.start_date", Kind::Moment),
    setting("visibility.end_date", Kind::Moment),
    setting("visibility.hidden_on_mobile", Kind::Flag(false)),
    setting("visibility.hidden_on_desktop", Kind::Flag(false)),
    setting("visibility.visible_for_targets", Kind::Many(Offer::Targets)),
    setting("visibility.visible_for_operator", Kind::Choice(&["or", "and"])),
    setting("visibility.hidden_for_targets", Kind::Many(Offer::Targets)),
    setting("visibility.hidden_for_operator", Kind::Choice(&["or", "and"])),
];

/// The settings of a page.
pub const PAGE: &[Setting] = &[
    setting("content.title", Kind::Text),
    setting("slug", Kind::Word),
    setting("content.icon_name", Kind::One(Offer::Icons)),
    setting("parentId", Kind::One(Offer::Pages)),
    setting("show_in_navigation", Kind::Flag(false)),
    setting("is_entry_route", Kind::Flag(false)),
    setting("is_public", Kind::Flag(false)),
    setting("is_detail", Kind::Flag(false)),
    setting("detail_schema", Kind::One(Offer::Schemas)),
    setting("visibility.is_hidden", Kind::Flag(false)),
    setting("visibility.start_date", Kind::Moment),
    setting("visibility.end_date", Kind::Moment),
    setting("visibility.visible_for_targets", Kind::Many(Offer::Targets)),
    setting("visibility.visible_for_operator", Kind::Choice(&["or", "and"])),
    setting("visibility.hidden_for_targets", Kind::Many(Offer::Targets)),
    setting("visibility.hidden_for_operator", Kind::Choice(&["or", "and"])),
];
