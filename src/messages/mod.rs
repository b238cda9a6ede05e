//! The message catalogue: every sentence and label that a person reads, in each language.
//!
//! A file a room and language (`en/read.toml`, `zh-CN/read.toml`, …), embedded in the program. An entry is
//! named by its tables, joined with dots: `error.file-missing.message`. `{name}` is filled from [`Args`].
//! The two languages hold the same keys with the same placeholders; a test sees to it.

use std::collections::HashMap;
use std::sync::OnceLock;

/// A language that the program speaks.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Language {
    /// The language's tag: `zh-CN` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::ZhCn => "zh-CN",
            Language::En => "en",
        }
    }

    /// The language of a tag or locale such as `zh-CN`, `zh_CN.UTF-8`, `en`; `None` for others.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        if tag.starts_with("zh") {
            Some(Language::ZhCn)
        } else if tag.starts_with("en") {
            Some(Language::En)
        } else {
            None
        }
    }
}

/// What fills one placeholder.
#[derive(Debug, Clone, PartialEq)]
enum Arg {
    /// The same words in every language: a path, a name, a number.
    Text(String),
    /// An entry of the catalogue.
    Term(&'static str),
}

/// What fills the placeholders of a message, by name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Args(Vec<(&'static str, Arg)>);

impl Args {
    /// Fills `{name}` with `value`.
    pub fn set(&mut self, name: &'static str, value: impl ToString) {
        self.0.push((name, Arg::Text(value.to_string())));
    }

    /// Fills `{name}` with the catalogue entry `key`.
    pub fn set_term(&mut self, name: &'static str, key: &'static str) {
        self.0.push((name, Arg::Term(key)));
    }
}

type Catalogue = HashMap<String, String>;

macro_rules! rooms {
    ($language:literal) => {
        [
            include_str!(concat!($language, "/words.toml")),
            include_str!(concat!($language, "/settings.toml")),
            include_str!(concat!($language, "/standard.toml")),
            include_str!(concat!($language, "/style.toml")),
            include_str!(concat!($language, "/project.toml")),
            include_str!(concat!($language, "/read.toml")),
            include_str!(concat!($language, "/crs.toml")),
            include_str!(concat!($language, "/model.toml")),
            include_str!(concat!($language, "/plan.toml")),
            include_str!(concat!($language, "/assess.toml")),
            include_str!(concat!($language, "/deliver.toml")),
            include_str!(concat!($language, "/page.toml")),
            include_str!(concat!($language, "/print.toml")),
            include_str!(concat!($language, "/document.toml")),
            include_str!(concat!($language, "/cli.toml")),
        ]
    };
}

/// The catalogue of a language, read once.
fn catalogue(language: Language) -> &'static Catalogue {
    static ZH: OnceLock<Catalogue> = OnceLock::new();
    static EN: OnceLock<Catalogue> = OnceLock::new();
    match language {
        Language::ZhCn => ZH.get_or_init(|| flatten(&rooms!("zh-CN"))),
        Language::En => EN.get_or_init(|| flatten(&rooms!("en"))),
    }
}

/// All strings of the files, each under its dotted name. A test parses every file, so none is skipped here.
fn flatten(files: &[&str]) -> Catalogue {
    fn walk(prefix: &str, value: &toml::Value, into: &mut Catalogue) {
        match value {
            toml::Value::String(text) => {
                into.insert(prefix.to_owned(), text.clone());
            }
            toml::Value::Table(table) => {
                for (key, value) in table {
                    let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
                    walk(&name, value, into);
                }
            }
            _ => {}
        }
    }
    let mut all = Catalogue::new();
    for file in files {
        if let Ok(table) = file.parse::<toml::Table>() {
            walk("", &toml::Value::Table(table), &mut all);
        }
    }
    all
}

/// The entry `key` with its placeholders filled; the key itself where the catalogue lacks it.
pub fn text(language: Language, key: &str, args: &Args) -> String {
    text_if_any(language, key, args).unwrap_or_else(|| key.to_owned())
}

/// The entry `key` with its placeholders filled; `None` where the catalogue lacks it.
pub fn text_if_any(language: Language, key: &str, args: &Args) -> Option<String> {
    catalogue(language).get(key).map(|pattern| fill(language, pattern, args))
}

/// The entry `key`, a label without placeholders.
pub fn label(language: Language, key: &str) -> &'static str {
    catalogue(language).get(key).map_or("", String::as_str)
}

/// All entries whose keys begin with `prefix`, without it; in no order, placeholders unfilled.
pub fn entries(
    language: Language,
    prefix: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = catalogue(language).iter();
    all.filter_map(move |(key, text)| Some((key.strip_prefix(prefix)?, text.as_str())))
}

/// Replaces each `{name}` in one pass, so that a value that itself holds braces stays as it is.
fn fill(language: Language, pattern: &str, args: &Args) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + close];
        match args.0.iter().find(|(n, _)| *n == name) {
            Some((_, Arg::Text(value))) => out.push_str(value),
            Some((_, Arg::Term(key))) => out.push_str(label(language, key)),
            None => out.push_str(&rest[open..=open + close]),
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_hold_the_same_entries_with_the_same_placeholders() {
        for file in rooms!("zh-CN").iter().chain(rooms!("en").iter()) {
            file.parse::<toml::Table>().expect("a catalogue file is TOML");
        }
        let (zh, en) = (catalogue(Language::ZhCn), catalogue(Language::En));
        let keys = |c: &Catalogue| {
            let mut k: Vec<_> = c.keys().cloned().collect();
            k.sort();
            k
        };
        assert!(en.len() > 20, "the catalogue was read");
        assert_eq!(keys(zh), keys(en));
        let places = |t: &str| {
            let mut p: Vec<String> =
                t.split('{').skip(1).filter_map(|s| s.split('}').next()).map(str::to_owned).collect();
            p.sort();
            p.dedup();
            p
        };
        for (key, text) in en {
            assert_eq!(places(text), places(&zh[key]), "placeholders of {key}");
        }
    }

    #[test]
    fn a_value_with_braces_is_not_filled_again() {
        let mut args = Args::default();
        args.set("a", "{b}");
        args.set("b", "x");
        assert_eq!(fill(Language::En, "{a} {b} {c}", &args), "{b} x {c}");
    }
}
