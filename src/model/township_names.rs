//! Townships by the codes and names under which tables and attributes speak of them.

use std::collections::HashMap;

use super::Township;
use super::names::{normalised_name, township_code};
use crate::spelling::slips;

/// What a name is among the townships.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// The name of this one.
    As(usize),
    /// The name of this one and of no other, but for its kind: 羽林 or 羽林镇 for 羽林街道.
    ButForKind(usize),
    /// The name of several.
    Several,
    /// Of none.
    Unknown,
}

impl Named {
    /// The township, where there is one.
    pub(crate) fn township(self) -> Option<usize> {
        match self {
            Named::As(at) | Named::ButForKind(at) => Some(at),
            Named::Several | Named::Unknown => None,
        }
    }
}

/// The codes and names of the townships, in comparable form.
#[derive(Debug, Default)]
pub(crate) struct TownshipNames {
    codes: HashMap<String, usize>,
    /// `None`: several have it.
    names: HashMap<String, Option<usize>>,
    /// By the name without its kind.
    cores: HashMap<String, Option<usize>>,
    /// The names as the layer writes them.
    written: Vec<String>,
}

impl TownshipNames {
    pub(crate) fn of(townships: &[Township]) -> Self {
        let mut all = Self::default();
        for (i, township) in townships.iter().enumerate() {
            if let Some(code) = township.code.as_deref().and_then(township_code) {
                all.codes.entry(code).or_insert(i);
            }
            let name = normalised_name(&township.name);
            if let Some(core) = core(&name) {
                all.cores.entry(core.to_owned()).and_modify(|at| *at = None).or_insert(Some(i));
            }
            all.names.entry(name).and_modify(|at| *at = None).or_insert(Some(i));
            all.written.push(township.name.clone());
        }
        all
    }

    /// Whether there are no townships at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// Whether any township has a code.
    pub(crate) fn has_codes(&self) -> bool {
        !self.codes.is_empty()
    }

    /// The name of a township as the layer writes it.
    pub(crate) fn written(&self, township: usize) -> &str {
        self.written.get(township).map_or("", String::as_str)
    }

    /// The township of a code, as [`township_code`] gives it.
    pub(crate) fn by_code(&self, code: &str) -> Option<usize> {
        self.codes.get(code).copied()
    }

    /// The township of a name, however it is written. Another name is never taken, however near it is.
    pub(crate) fn by_name(&self, name: &str) -> Named {
        let name = normalised_name(name);
        match self.names.get(&name) {
            Some(Some(at)) => Named::As(*at),
            Some(None) => Named::Several,
            None => {
                let wanted = core(&name).unwrap_or(&name);
                self.cores.get(wanted).copied().flatten().map_or(Named::Unknown, Named::ButForKind)
            }
        }
    }

    /// The names that a slip of the pen would explain: one of three characters and more, two of six and more.
    pub(crate) fn similar(&self, name: &str) -> Option<String> {
        let wanted: Vec<char> = normalised_name(name).chars().collect();
        let is_near = |written: &&String| {
            let name: Vec<char> = normalised_name(written).chars().collect();
            let allowed = match wanted.len().max(name.len()) {
                0..=2 => 0,
                3..=5 => 1,
                _ => 2,
            };
            name.len().abs_diff(wanted.len()) <= allowed && slips(&wanted, &name) <= allowed
        };
        let mut similar: Vec<&str> = self.written.iter().filter(is_near).map(String::as_str).collect();
        similar.dedup();
        (!similar.is_empty()).then(|| similar.join("`, `"))
    }
}

/// A name without its kind: `None` where too little is left to be a name.
fn core(name: &str) -> Option<&str> {
    let core =
        ["街道办事处", "街道办", "街道", "镇", "乡"].iter().find_map(|kind| name.strip_suffix(kind))?;
    (core.chars().count() > 1).then_some(core)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(townships: &[&str]) -> TownshipNames {
        let township = |name: &&str| Township {
            feature: 1,
            code: None,
            name: (*name).to_owned(),
            shape: geo::MultiPolygon::new(Vec::new()),
            population: None,
            households: None,
            facts: crate::model::Facts::default(),
        };
        TownshipNames::of(&townships.iter().map(township).collect::<Vec<_>>())
    }

    #[test]
    fn a_kind_may_be_missing_or_another() {
        let names = names(&["羽林街道", "沃洲镇", "城南乡", "城关镇", "城关乡", "城南乡 "]);
        assert_eq!(names.by_name("羽林 街道"), Named::As(0));
        for name in ["羽林", "羽林镇", "羽林街道办事处", "羽林街道办"] {
            assert_eq!(names.by_name(name), Named::ButForKind(0), "{name}");
        }
        assert_eq!(names.by_name("城南乡"), Named::Several);
        for name in ["城关", "城关街道", "沃州镇", "羽", "", "镇"] {
            assert_eq!(names.by_name(name), Named::Unknown, "{name}");
        }
    }

    #[test]
    fn near_names_are_suggested() {
        let names = names(&["沃洲镇", "沙溪镇", "三界镇", "新天地（城南）街道", "乙"]);
        for (name, similar) in [
            ("沃州镇", Some("沃洲镇")),
            ("沃洲州镇", Some("沃洲镇")),
            ("洲沃镇", Some("沃洲镇")),
            ("新天第城南街道", None),
            ("新天第（城北）街道", Some("新天地（城南）街道")),
            ("沙界镇", Some("沙溪镇`, `三界镇")),
            ("甲", None),
            ("", None),
        ] {
            assert_eq!(names.similar(name).as_deref(), similar, "{name}");
        }
    }
}
