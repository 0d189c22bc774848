//! Files of a generated customer. The bytes are the same for all and stored once.

use portico_core::entities::NewRecord;
use serde_json::{Value, json};

use super::customer::{Customer, kind, record};

/// The customer's files, each attached to a contract.
pub(super) fn papers(customer: &Customer<'_>) -> Vec<NewRecord> {
    let plan = customer.plan;
    let files = plan.recipe.files.iter().zip(&plan.contents).zip(1..);
    files
        .map(|((file, content), index)| {
            let contract = customer.id(kind::CONTRACT, index.min(plan.recipe.per_contact.contracts));
            let mut doc = json!({
                "_id": customer.id(kind::FILE, index),
                "_created_at": file.file_date,
                "filename": file.filename,
                "document_kind": file.document_kind,
                "file_date": file.file_date,
                "shared_with_end_customer": file.shared_with_end_customer,
                "type": "document",
                "mime_type": "application/pdf",
                "access_control": "private",
                "_relations": [{ "entity_id": contract, "_schema": "contract" }],
            });
            if let (Value::Object(doc), Value::Object(content)) = (&mut doc, content) {
                doc.extend(content.clone());
            }
            record("file", doc)
        })
        .collect()
}
