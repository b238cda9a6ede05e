//! The page put together: the template, style and script, the data, and the policy that allows nothing else.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::data::Page;
use crate::error::Error;
use crate::messages::{Language, label};
use crate::report::Report;

pub(super) const TEMPLATE: &str = include_str!("app/page.html");
const STYLES: [&str; 2] = [include_str!("vendor/leaflet/leaflet.css"), include_str!("app/page.css")];
pub(super) const LEAFLET: &str = include_str!("vendor/leaflet/leaflet.js");
/// Its terms: the notice goes wherever the library goes.
const LEAFLET_LICENCE: &str = include_str!("vendor/leaflet/LICENSE");
/// The page's own scripts, in the order in which they build on each other.
pub(super) const SCRIPTS: [&str; 20] = [
    include_str!("app/dom.js"),
    include_str!("app/data.js"),
    include_str!("app/state.js"),
    include_str!("app/shapes.js"),
    include_str!("app/scene.js"),
    include_str!("app/symbols.js"),
    include_str!("app/paint.js"),
    include_str!("app/map.js"),
    include_str!("app/controls.js"),
    include_str!("app/layers.js"),
    include_str!("app/legend.js"),
    include_str!("app/details.js"),
    include_str!("app/search.js"),
    include_str!("app/overview.js"),
    include_str!("app/charts.js"),
    include_str!("app/order.js"),
    include_str!("app/copy.js"),
    include_str!("app/tables.js"),
    include_str!("app/print.js"),
    include_str!("app/main.js"),
];

/// The page as one file.
///
/// # Errors
/// None that the data could cause: figures and words are always text.
pub(super) fn filled(report: &Report, page: &Page) -> Result<String, Error> {
    let style = STYLES.concat();
    let script = format!(
        "/*!\n{LEAFLET_LICENCE}*/\n{LEAFLET}\n(() => {{\n\"use strict\";\n{}}})();\n",
        SCRIPTS.concat()
    );
    let data = serde_json::to_string(page).map_err(|error| {
        Error::data("output-unwritable").with("path", "report.html").with("reason", error)
    })?;
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        source_hash(&script),
        source_hash(&style),
    );
    let language = Language::of_tag(report.project.language).unwrap_or_default();
    let fillings = [
        ("language", report.project.language.to_owned()),
        ("policy", policy),
        ("title", escaped(&report.project.name)),
        ("noscript", escaped(label(language, "page.noscript"))),
        ("style", style),
        ("data", in_script(&data)),
        ("script", script),
    ];
    Ok(fill(TEMPLATE, &fillings))
}

/// Fills each `{{name}}` in one pass, so that a filling that holds braces stays as it is.
fn fill(template: &str, fillings: &[(&str, String)]) -> String {
    let mut out =
        String::with_capacity(template.len() + fillings.iter().map(|(_, f)| f.len()).sum::<usize>());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, after)) = after.split_once("}}") else { break };
        out.extend(fillings.iter().find(|(known, _)| *known == name).map(|(_, filling)| filling.as_str()));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The hash by which a policy allows an element's content (CSP 3, hash source).
fn source_hash(content: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content.as_bytes())))
}

/// Text of the document.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// JSON that cannot end its `<script>`, nor open a comment in it: outside its strings these signs do not occur.
fn in_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 64);
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_element() {
        assert_eq!(escaped("</title>&\"'"), "&lt;/title&gt;&amp;&quot;&#39;");
        let json = serde_json::to_string("</script><!--&\u{2028}").unwrap();
        let safe = in_script(&json);
        assert_eq!(safe, "\"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\"");
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), "</script><!--&\u{2028}");
    }

    #[test]
    fn a_filling_with_braces_is_not_filled_again() {
        let fillings = [("a", "{{b}}".to_owned()), ("b", "x".to_owned())];
        assert_eq!(fill("{{a}} {{b}} {{c}}.", &fillings), "{{b}} x .");
    }
}
