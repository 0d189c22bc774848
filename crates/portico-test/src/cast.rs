//! The cast: two customers, two installers of rival firms, a pending user, an administrator; and a rival tenant in
//! which everything looks the same and even has the same ids.

mod load;

use serde_json::{Map, Value};

pub(crate) use load::load;

/// The password of everybody.
pub const PASSWORD: &str = "Sonnenblume-2026";

/// An organisation of the cast.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Tenant {
    /// Its id.
    pub id: &'static str,
    /// The word that all its data holds, and that must never appear elsewhere.
    pub place: &'static str,
    /// Its customer portal.
    pub customer_portal: &'static str,
    /// Its installer portal.
    pub installer_portal: &'static str,
}

/// The organisation of the stories.
pub const AUENTAL: Tenant = Tenant {
    id: "739224",
    place: "Auental",
    customer_portal: "a0000000-0000-4000-8000-00000000c057",
    installer_portal: "a0000000-0000-4000-8000-0000000125a1",
};

/// The rival, whose data must never appear in the stories of the other.
pub const RHEINTAL: Tenant = Tenant {
    id: "118844",
    place: "Rheintal",
    customer_portal: "b0000000-0000-4000-8000-00000000c057",
    installer_portal: "b0000000-0000-4000-8000-0000000125a1",
};

/// Somebody who signs in.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// The e-mail address; the same in both organisations.
    pub email: &'static str,
    /// Whether the installer portal is where this person signs in.
    pub installer: bool,
}

/// A customer with two contracts.
pub const KATRIN: Person = Person { email: "katrin@example.org", installer: false };
/// A customer with one contract.
pub const THOMAS: Person = Person { email: "thomas@example.org", installer: false };
/// An installer of the firm Hansmann.
pub const PETRA: Person = Person { email: "petra@example.org", installer: true };
/// An installer of the rival firm Vogt.
pub const ANNA: Person = Person { email: "anna@example.org", installer: true };
/// A user whose contact is not mapped yet.
pub const PAUL: Person = Person { email: "paul@example.org", installer: false };

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $id:literal;)*) => {
        /// The ids of the cast; each is used in both organisations.
        pub mod id {
            $($(#[$doc])* pub const $name: &str = $id;)*
        }
        const PLACES: &[(&str, &str)] = &[$((stringify!($name), id::$name)),*];
    };
}
ids! {
    /// Petra's firm.
    HANSMANN = "00000000-0000-7000-8000-00000000a001";
    /// Anna's firm.
    VOGT = "00000000-0000-7000-8000-00000000a002";
    /// Katrin's contact.
    KATRIN = "00000000-0000-7000-8000-00000000c001";
    /// Thomas' contact.
    THOMAS = "00000000-0000-7000-8000-00000000c002";
    /// Petra's contact.
    PETRA = "00000000-0000-7000-8000-00000000c003";
    /// Anna's contact.
    ANNA = "00000000-0000-7000-8000-00000000c004";
    /// Katrin's portal user.
    KATRIN_USER = "00000000-0000-7000-8000-00000000d001";
    /// Thomas' portal user.
    THOMAS_USER = "00000000-0000-7000-8000-00000000d002";
    /// Petra's portal user.
    PETRA_USER = "00000000-0000-7000-8000-00000000d003";
    /// Anna's portal user.
    ANNA_USER = "00000000-0000-7000-8000-00000000d004";
    /// The portal user without a contact.
    PENDING_USER = "00000000-0000-7000-8000-00000000d005";
    /// Katrin's contract for power, which is active.
    POWER = "00000000-0000-7000-8000-00000000e001";
    /// Katrin's contract for gas, which has ended.
    GAS = "00000000-0000-7000-8000-00000000e002";
    /// Thomas' contract.
    THOMAS_POWER = "00000000-0000-7000-8000-00000000e003";
    /// A contract of nobody, to be claimed by its number and its meter.
    UNCLAIMED = "00000000-0000-7000-8000-00000000e004";
    /// A contract of nobody that is a draft.
    DRAFT = "00000000-0000-7000-8000-00000000e005";
    /// One of two contracts with the same number.
    TWIN_A = "00000000-0000-7000-8000-00000000e006";
    /// The other of two contracts with the same number.
    TWIN_B = "00000000-0000-7000-8000-00000000e007";
    /// A contract that only the rival has.
    FOREIGN = "00000000-0000-7000-8000-00000000e0ff";
    /// The meter of Katrin's power.
    METER = "00000000-0000-7000-8000-00000000f001";
    /// The meter of the contract of nobody.
    METER_OF_UNCLAIMED = "00000000-0000-7000-8000-00000000f004";
    /// The meter of the draft.
    METER_OF_DRAFT = "00000000-0000-7000-8000-00000000f005";
    /// The meter of both twins.
    METER_OF_TWINS = "00000000-0000-7000-8000-00000000f006";
    /// The counter of Katrin's meter.
    COUNTER = "00000000-0000-7000-8000-00000000f101";
    /// An instalment of Katrin's power.
    INVOICE = "00000000-0000-7000-8000-00000000f201";
    /// Katrin's order.
    ORDER = "00000000-0000-7000-8000-000000009001";
    /// Katrin's order that is a draft, which customers do not see.
    DRAFT_ORDER = "00000000-0000-7000-8000-000000009002";
    /// The product of Katrin's order.
    PANEL = "00000000-0000-7000-8000-000000009101";
    /// A product of no order.
    SECRET_PRODUCT = "00000000-0000-7000-8000-000000009102";
    /// The opportunity that is Petra's, for Katrin's roof.
    ROOF = "00000000-0000-7000-8000-000000008001";
    /// The opportunity that is Anna's, for Thomas' roof.
    RIVAL_ROOF = "00000000-0000-7000-8000-000000008002";
    /// A file of Katrin's power that is shared with her.
    LETTER = "00000000-0000-7000-8000-000000007001";
    /// A file of Katrin's power that is not shared.
    MEMO = "00000000-0000-7000-8000-000000007002";
    /// A record of a schema that no portal shows.
    SUPPLIER = "00000000-0000-7000-8000-000000006001";
    /// The first page of the customer portal.
    PAGE = "00000000-0000-7000-8000-0000000fa6e1";
    /// The page that is not shown.
    HIDDEN_PAGE = "00000000-0000-7000-8000-0000000fa6e3";
    /// The block of the first page.
    BLOCK = "00000000-0000-7000-8000-00000000b10c";
    /// The design.
    DESIGN = "00000000-0000-7000-8000-00000000de51";
    /// An id that nothing has.
    NOBODY = "00000000-0000-7000-8000-00000000dead";
}

impl Tenant {
    /// The portal that a person signs in to.
    pub fn portal_of(&self, person: Person) -> &'static str {
        if person.installer { self.installer_portal } else { self.customer_portal }
    }

    /// The domain of the customer portal.
    pub fn customer_domain(&self) -> String {
        format!("customers.{}.example", self.place.to_lowercase())
    }

    /// A text of the cast with this organisation's names and ids in place of the marks.
    fn filled(&self, text: &str) -> String {
        let mut text = text
            .replace("{org}", self.id)
            .replace("{Place}", self.place)
            .replace("{place}", &self.place.to_lowercase())
            .replace("{customer_portal}", self.customer_portal)
            .replace("{installer_portal}", self.installer_portal);
        for (name, id) in PLACES {
            text = text.replace(&format!("{{{}}}", name.to_lowercase()), id);
        }
        text
    }

    fn documents(&self, text: &str) -> Vec<Map<String, Value>> {
        serde_json::from_str(&self.filled(text)).expect("the cast is JSON")
    }
}
