//! Titles of maps, in which a placeholder in braces stands for what differs from run to run.

use super::MapTheme;

/// What may stand in braces in a title: the name of the project and of the service, the year of the figures, the
/// minutes of the circle, and the year of the layout plan.
pub const PLACEHOLDERS: [&str; 5] = ["project", "service", "year", "minutes", "plan_year"];

/// Those of [`PLACEHOLDERS`] that the maps of a theme fill: one of another theme would be nothing there.
pub(super) fn placeholders(theme: MapTheme) -> Vec<&'static str> {
    let is_filled = |name: &&str| match *name {
        "minutes" => matches!(theme, MapTheme::Coverage | MapTheme::Rates),
        "plan_year" => matches!(theme, MapTheme::PlacesGap | MapTheme::PlanGuide),
        _ => true,
    };
    PLACEHOLDERS.into_iter().filter(is_filled).collect()
}

/// The first piece of a title that looks like a placeholder and is none of those `known`; also a brace that stands
/// alone.
pub(super) fn unknown_placeholder(title: &str, known: &[&str]) -> Option<String> {
    let mut rest = title;
    while let Some(at) = rest.find(['{', '}']) {
        let from = rest.get(at..)?;
        let name = from.strip_prefix('{').and_then(|inner| inner.split_once('}')).map(|(name, _)| name);
        match name {
            Some(name) if known.contains(&name) => rest = from.get(name.len() + 2..)?,
            Some(name) if !name.contains('{') => return Some(format!("{{{name}}}")),
            _ => return Some(from.chars().take(1).collect()),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_known_or_told() {
        for title in ["", "服务设施现状图", "{project}{service}（{year}年）{minutes}{plan_year}"] {
            assert_eq!(unknown_placeholder(title, &PLACEHOLDERS), None, "{title}");
        }
        for (title, found) in [
            ("{name}", "{name}"),
            ("{year}年{ minutes }分钟", "{ minutes }"),
            ("{}", "{}"),
            ("{minutes", "{"),
            ("{{minutes}}", "{"),
            ("minutes}", "}"),
            ("{Year}", "{Year}"),
        ] {
            assert_eq!(unknown_placeholder(title, &PLACEHOLDERS).as_deref(), Some(found), "{title}");
        }
    }
}
