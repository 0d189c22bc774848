//! Hostile templates: bombs stop, nothing is evaluated outside the grammar, nothing hidden is said.

use super::*;

/// What no template may ever say: it stands in records that the reader does not see.
const CANARY: &str = "CANARY";

fn nested(open: &str, close: &str, times: usize) -> String {
    format!("{}{}", open.repeat(times), close.repeat(times))
}

#[test]
fn loops_that_never_seem_to_end_are_stopped() {
    let inner = "{{#each @root.many}}{{#each @root.many}}{{#each @root.many}}x{{/each}}{{/each}}{{/each}}";
    assert!(refused(inner).contains("steps"));
    let quiet = "{{#each many}}{{#each ../many}}{{#each ../../many}}{{/each}}{{/each}}{{/each}}";
    assert!(refused(quiet).contains("steps"));
    let calls = "{{#each many}}{{#each @root.many}}{{#if (join @root.many \",\")}}{{/if}}{{/each}}{{/each}}";
    assert!(refused(calls).contains("steps"));
    let related = "{{#each meters}}".repeat(20) + &"{{/each}}".repeat(20);
    assert!(refused(&related).contains("steps"));
}

#[test]
fn depth_and_length_are_bounded() {
    assert!(refused(&nested("{{#if active}}", "{{/if}}", 3_000)).contains("deep"));
    assert!(refused(&nested("{{#each many}}", "{{/each}}", 30)).contains("deep"));
    assert!(refused(&("{{#if a}}".to_owned() + &"{{else if a}}".repeat(4_000) + "{{/if}}")).contains("deep"));
    assert!(refused(&format!("{{{{{}a{}}}}}", "(not ".repeat(9_000), ")".repeat(9_000))).contains("deep"));
    assert!(refused(&format!("{{{{a{}}}}}", ".b".repeat(20_000))).contains("too many steps"));
    assert!(refused(&format!("{{{{concat {}}}}}", "a ".repeat(20_000))).contains("at most"));
    assert!(refused(&"x".repeat(70_000)).contains("at most"));
    assert!(refused(&"{{".repeat(30_000)).contains("Raw blocks"));
    let long = format!("{{{{#each many}}}}{}{{{{/each}}}}", "x".repeat(8_000));
    assert!(refused(&long).contains("longer than"));
    let grown = "{{#with (padStart \"\" 200 \"x\") as |a|}}".to_owned()
        + &"{{#with (concat a a a a a a a a a a a a a a a a) as |a|}}".repeat(8)
        + &"{{/with}}".repeat(9);
    assert!(stopped(&refused(&grown)));
    let once = "(replace (padStart \"\" 200 \"a\") \"a\" (padStart \"\" 200 \"b\"))";
    let twice = format!("{{{{replace {once} \"b\" (padStart \"\" 200 \"c\")}}}}");
    assert!(stopped(&refused(&twice)));
}

/// Whether a template was stopped for what it makes.
fn stopped(message: &str) -> bool {
    message.contains("too long") || message.contains("steps")
}

#[test]
fn whatever_is_asked_nothing_is_evaluated_outside_the_grammar() {
    let names = [
        "constructor",
        "__proto__",
        "prototype",
        "toString",
        "valueOf",
        "hasOwnProperty",
        "process",
        "global",
        "globalThis",
        "self",
        "window",
        "require",
        "import",
        "eval",
        "Function",
        "_acl",
        "$relation",
        "$where",
        "helpers",
        "lookupProperty",
        "this.constructor",
        "../../../etc/passwd",
        "@root",
        "@root.constructor",
        "@partial-block",
        "@global",
        "@env",
        "Env",
        "process.env.PATH",
        "contact.__proto__",
        "secrets",
        "contract.$relation",
        "customer.$relation",
        "customer.2",
        "customer[Hidden]",
    ];
    let shapes = [
        "{{%}}",
        "{{{%}}}",
        "{{&%}}",
        "{{#with %}}{{this}}{{/with}}",
        "{{#each %}}{{@key}}={{this}}{{/each}}",
        "{{lookup this \"%\"}}",
        "{{lookup contract \"%\"}}",
        "{{lookup (lookup contract \"customer\") \"%\"}}",
        "{{#if %}}{{%.secret}}{{/if}}",
        "{{%.secret}}",
        "{{%.[0].secret}}",
        "{{first %}}",
        "{{join % \",\"}}",
        "{{concat %}}",
        "{{#%}}{{.}}{{/%}}",
        "{{toString %}}",
        "{{withTag contract.customer \"%\"}}",
        "{{#each contract.customer}}{{%}}{{/each}}",
        "{{replace % \"a\" \"b\"}}",
    ];
    let mut tried = 0;
    for name in names {
        for shape in shapes {
            let template = shape.replace('%', name);
            tried += 1;
            match fill_as(&template, Writing::Plain) {
                Ok(text) => {
                    for sign in [CANARY, "function", "[object", "entity_id", "/bin", "root:"] {
                        assert!(!text.contains(sign), "{template} said {text}");
                    }
                }
                Err(Refusal::Invalid { .. }) => {}
                Err(other) => panic!("{template}: {other:?}"),
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

#[test]
fn any_text_at_all_is_filled_or_refused() {
    let signs = [
        "{{", "}}", "{{{", "}}}", "#if ", "/if", "else", "each ", "a", ".", "..", "/", "[", "]", "(", ")",
        "\"", "'", "|", "as ", "=", "~", "!", "--", "@", "&", "^", ">", "\\", "\n", " ", "ü", "🌍", "0",
        "-1", "this",
    ];
    let mut seed = 88_172_645_463_325_252_u64;
    for _ in 0..20_000 {
        let mut template = String::new();
        for _ in 0..12 {
            // Marsaglia's xorshift: the same texts on every run.
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            template.push_str(signs[(seed % signs.len() as u64) as usize]);
        }
        match fill_as(&template, Writing::Html) {
            Ok(_) | Err(Refusal::Invalid { .. }) => {}
            Err(other) => panic!("{template:?}: {other:?}"),
        }
    }
}
