//! Icons: Lucide's drawings (ISC), rendered into the page as inline SVG.

use icons::common::StaticSvgElement as Shape;
use icons::common::icon_registry_elements as lucide;
use maud::{Markup, PreEscaped, html};

macro_rules! icons {
    ($($variant:ident = $name:literal => $shapes:ident,)*) => {
        /// An icon, named as Lucide names it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each variant is the name of its drawing")]
        pub enum Icon { $($variant,)* }

        impl Icon {
            /// Every icon there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name portal settings use, such as `receipt-euro`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            fn shapes(self) -> &'static [Shape] {
                match self { $(Self::$variant => lucide::$shapes,)* }
            }
        }
    };
}

icons! {
    ArrowDown = "arrow-down" => ARROWDOWN_ELEMENTS,
    ArrowDownUp = "arrow-down-up" => ARROWDOWNUP_ELEMENTS,
    ArrowLeft = "arrow-left" => ARROWLEFT_ELEMENTS,
    ArrowRight = "arrow-right" => ARROWRIGHT_ELEMENTS,
    ArrowRightLeft = "arrow-right-left" => ARROWRIGHTLEFT_ELEMENTS,
    ArrowUp = "arrow-up" => ARROWUP_ELEMENTS,
    AtSign = "at-sign" => ATSIGN_ELEMENTS,
    BadgeAlert = "badge-alert" => BADGEALERT_ELEMENTS,
    BadgeCheck = "badge-check" => BADGECHECK_ELEMENTS,
    BadgeX = "badge-x" => BADGEX_ELEMENTS,
    Ban = "ban" => BAN_ELEMENTS,
    BatteryCharging = "battery-charging" => BATTERYCHARGING_ELEMENTS,
    Bell = "bell" => BELL_ELEMENTS,
    BookOpen = "book-open" => BOOKOPEN_ELEMENTS,
    Braces = "braces" => BRACES_ELEMENTS,
    Briefcase = "briefcase" => BRIEFCASE_ELEMENTS,
    Building2 = "building-2" => BUILDING2_ELEMENTS,
    Calendar = "calendar" => CALENDAR_ELEMENTS,
    CalendarClock = "calendar-clock" => CALENDARCLOCK_ELEMENTS,
    CalendarDays = "calendar-days" => CALENDARDAYS_ELEMENTS,
    Camera = "camera" => CAMERA_ELEMENTS,
    Car = "car" => CAR_ELEMENTS,
    Check = "check" => CHECK_ELEMENTS,
    ChevronDown = "chevron-down" => CHEVRONDOWN_ELEMENTS,
    ChevronLeft = "chevron-left" => CHEVRONLEFT_ELEMENTS,
    ChevronRight = "chevron-right" => CHEVRONRIGHT_ELEMENTS,
    ChevronsUpDown = "chevrons-up-down" => CHEVRONSUPDOWN_ELEMENTS,
    Circle = "circle" => CIRCLE_ELEMENTS,
    CircleAlert = "circle-alert" => CIRCLEALERT_ELEMENTS,
    CircleCheck = "circle-check" => CIRCLECHECK_ELEMENTS,
    CircleDashed = "circle-dashed" => CIRCLEDASHED_ELEMENTS,
    CircleMinus = "circle-minus" => CIRCLEMINUS_ELEMENTS,
    CircleQuestionMark = "circle-question-mark" => CIRCLEQUESTIONMARK_ELEMENTS,
    CircleUser = "circle-user" => CIRCLEUSER_ELEMENTS,
    CircleX = "circle-x" => CIRCLEX_ELEMENTS,
    ClipboardList = "clipboard-list" => CLIPBOARDLIST_ELEMENTS,
    Clock = "clock" => CLOCK_ELEMENTS,
    CloudCheck = "cloud-check" => CLOUDCHECK_ELEMENTS,
    CloudUpload = "cloud-upload" => CLOUDUPLOAD_ELEMENTS,
    Copy = "copy" => COPY_ELEMENTS,
    CreditCard = "credit-card" => CREDITCARD_ELEMENTS,
    Database = "database" => DATABASE_ELEMENTS,
    Download = "download" => DOWNLOAD_ELEMENTS,
    Droplet = "droplet" => DROPLET_ELEMENTS,
    Ellipsis = "ellipsis" => ELLIPSIS_ELEMENTS,
    EllipsisVertical = "ellipsis-vertical" => ELLIPSISVERTICAL_ELEMENTS,
    Euro = "euro" => EURO_ELEMENTS,
    ExternalLink = "external-link" => EXTERNALLINK_ELEMENTS,
    Eye = "eye" => EYE_ELEMENTS,
    EyeOff = "eye-off" => EYEOFF_ELEMENTS,
    File = "file" => FILE_ELEMENTS,
    FileCheck = "file-check" => FILECHECK_ELEMENTS,
    FileImage = "file-image" => FILEIMAGE_ELEMENTS,
    FilePen = "file-pen" => FILEPEN_ELEMENTS,
    FilePlus = "file-plus" => FILEPLUS_ELEMENTS,
    FileText = "file-text" => FILETEXT_ELEMENTS,
    FileX = "file-x" => FILEX_ELEMENTS,
    Fingerprint = "fingerprint" => FINGERPRINT_ELEMENTS,
    Flame = "flame" => FLAME_ELEMENTS,
    FlaskConical = "flask-conical" => FLASKCONICAL_ELEMENTS,
    Folder = "folder" => FOLDER_ELEMENTS,
    FolderDown = "folder-down" => FOLDERDOWN_ELEMENTS,
    Funnel = "funnel" => FUNNEL_ELEMENTS,
    Gauge = "gauge" => GAUGE_ELEMENTS,
    Globe = "globe" => GLOBE_ELEMENTS,
    Grid2x2 = "grid-2x2" => GRID2X2_ELEMENTS,
    Hash = "hash" => HASH_ELEMENTS,
    Heater = "heater" => HEATER_ELEMENTS,
    History = "history" => HISTORY_ELEMENTS,
    Hourglass = "hourglass" => HOURGLASS_ELEMENTS,
    House = "house" => HOUSE_ELEMENTS,
    HousePlug = "house-plug" => HOUSEPLUG_ELEMENTS,
    Image = "image" => IMAGE_ELEMENTS,
    Images = "images" => IMAGES_ELEMENTS,
    Inbox = "inbox" => INBOX_ELEMENTS,
    Info = "info" => INFO_ELEMENTS,
    KeyRound = "key-round" => KEYROUND_ELEMENTS,
    Landmark = "landmark" => LANDMARK_ELEMENTS,
    Languages = "languages" => LANGUAGES_ELEMENTS,
    LayoutPanelTop = "layout-panel-top" => LAYOUTPANELTOP_ELEMENTS,
    LayoutTemplate = "layout-template" => LAYOUTTEMPLATE_ELEMENTS,
    Leaf = "leaf" => LEAF_ELEMENTS,
    Link = "link" => LINK_ELEMENTS,
    List = "list" => LIST_ELEMENTS,
    ListChecks = "list-checks" => LISTCHECKS_ELEMENTS,
    Lock = "lock" => LOCK_ELEMENTS,
    LogIn = "log-in" => LOGIN_ELEMENTS,
    LogOut = "log-out" => LOGOUT_ELEMENTS,
    Mail = "mail" => MAIL_ELEMENTS,
    MailWarning = "mail-warning" => MAILWARNING_ELEMENTS,
    MapPin = "map-pin" => MAPPIN_ELEMENTS,
    Megaphone = "megaphone" => MEGAPHONE_ELEMENTS,
    Menu = "menu" => MENU_ELEMENTS,
    MessageSquare = "message-square" => MESSAGESQUARE_ELEMENTS,
    Monitor = "monitor" => MONITOR_ELEMENTS,
    Moon = "moon" => MOON_ELEMENTS,
    Navigation = "navigation" => NAVIGATION_ELEMENTS,
    Package = "package" => PACKAGE_ELEMENTS,
    Palette = "palette" => PALETTE_ELEMENTS,
    PanelTop = "panel-top" => PANELTOP_ELEMENTS,
    Paperclip = "paperclip" => PAPERCLIP_ELEMENTS,
    Pencil = "pencil" => PENCIL_ELEMENTS,
    Phone = "phone" => PHONE_ELEMENTS,
    Plug = "plug" => PLUG_ELEMENTS,
    PlugZap = "plug-zap" => PLUGZAP_ELEMENTS,
    Plus = "plus" => PLUS_ELEMENTS,
    Printer = "printer" => PRINTER_ELEMENTS,
    QrCode = "qr-code" => QRCODE_ELEMENTS,
    ReceiptEuro = "receipt-euro" => RECEIPTEURO_ELEMENTS,
    Redo2 = "redo-2" => REDO2_ELEMENTS,
    RefreshCw = "refresh-cw" => REFRESHCW_ELEMENTS,
    Route = "route" => ROUTE_ELEMENTS,
    Save = "save" => SAVE_ELEMENTS,
    Scale = "scale" => SCALE_ELEMENTS,
    Search = "search" => SEARCH_ELEMENTS,
    Send = "send" => SEND_ELEMENTS,
    Settings = "settings" => SETTINGS_ELEMENTS,
    Shapes = "shapes" => SHAPES_ELEMENTS,
    ShieldAlert = "shield-alert" => SHIELDALERT_ELEMENTS,
    ShieldCheck = "shield-check" => SHIELDCHECK_ELEMENTS,
    ShieldQuestionMark = "shield-question-mark" => SHIELDQUESTIONMARK_ELEMENTS,
    SlidersHorizontal = "sliders-horizontal" => SLIDERSHORIZONTAL_ELEMENTS,
    Smartphone = "smartphone" => SMARTPHONE_ELEMENTS,
    Sparkles = "sparkles" => SPARKLES_ELEMENTS,
    Star = "star" => STAR_ELEMENTS,
    Sun = "sun" => SUN_ELEMENTS,
    Table = "table" => TABLE_ELEMENTS,
    Table2 = "table-2" => TABLE2_ELEMENTS,
    Tag = "tag" => TAG_ELEMENTS,
    ToggleLeft = "toggle-left" => TOGGLELEFT_ELEMENTS,
    Trash2 = "trash-2" => TRASH2_ELEMENTS,
    TrendingDown = "trending-down" => TRENDINGDOWN_ELEMENTS,
    TrendingUp = "trending-up" => TRENDINGUP_ELEMENTS,
    TriangleAlert = "triangle-alert" => TRIANGLEALERT_ELEMENTS,
    Truck = "truck" => TRUCK_ELEMENTS,
    Text = "type" => TYPE_ELEMENTS,
    Undo2 = "undo-2" => UNDO2_ELEMENTS,
    Unplug = "unplug" => UNPLUG_ELEMENTS,
    Upload = "upload" => UPLOAD_ELEMENTS,
    User = "user" => USER_ELEMENTS,
    UserCog = "user-cog" => USERCOG_ELEMENTS,
    UserSearch = "user-search" => USERSEARCH_ELEMENTS,
    Users = "users" => USERS_ELEMENTS,
    Wallet = "wallet" => WALLET_ELEMENTS,
    WifiOff = "wifi-off" => WIFIOFF_ELEMENTS,
    Wrench = "wrench" => WRENCH_ELEMENTS,
    Close = "x" => X_ELEMENTS,
    Zap = "zap" => ZAP_ELEMENTS,
}

impl Icon {
    /// The icon with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|icon| icon.name() == name)
    }

    /// The drawing, hidden from screen readers: a word always stands beside it.
    pub fn svg(self) -> Markup {
        let mut inner = String::with_capacity(240);
        for shape in self.shapes() {
            draw(&mut inner, shape);
        }
        html! {
            svg.icon viewBox="0 0 24 24" aria-hidden="true" focusable="false" { (PreEscaped(inner)) }
        }
    }
}

fn draw(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Path { d } => element(out, "path", &[("d", d)]),
        Shape::Circle { cx, cy, r } => element(out, "circle", &[("cx", cx), ("cy", cy), ("r", r)]),
        Shape::Rect { x, y, width, height, rx, ry } => {
            let (rx, ry) = (rx.unwrap_or_default(), ry.unwrap_or_default());
            let all = [("x", *x), ("y", y), ("width", width), ("height", height), ("rx", rx), ("ry", ry)];
            element(out, "rect", &all);
        }
        Shape::Ellipse { cx, cy, rx, ry } => {
            element(out, "ellipse", &[("cx", cx), ("cy", cy), ("rx", rx), ("ry", ry)]);
        }
        Shape::Line { x1, y1, x2, y2 } => {
            element(out, "line", &[("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)]);
        }
        Shape::Polyline { points } => element(out, "polyline", &[("points", points)]),
        Shape::Polygon { points } => element(out, "polygon", &[("points", points)]),
    }
}

fn element(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    out.push('<');
    out.push_str(name);
    for (key, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        for part in [" ", key, "=\"", value, "\""] {
            out.push_str(part);
        }
    }
    out.push_str("/>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_draws_something_and_is_found_by_its_name() {
        for icon in Icon::ALL {
            assert_eq!(Icon::parse(icon.name()), Some(*icon));
            let drawn = icon.svg().into_string();
            assert!(drawn.len() > 90 && !drawn.contains("style="), "{}", icon.name());
        }
    }
}
