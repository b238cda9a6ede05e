//! Names that can stand as a folder's name on Linux, macOS and Windows.

/// File systems allow 255 bytes; the rest is left for the suffix of a folder that is being written.
const LONGEST: usize = 200;

/// Names that Windows keeps for devices, whatever follows a dot.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// `name` as the name of one folder: what cannot stand in it is replaced by `_`.
///
/// Replaced are `/ \ : * ? " < > |`, control characters, `..`, and dots and spaces at either end, so that the result
/// is never `.`, `..`, hidden, or a path. A name without anything left is `_`; a long one is cut at 200 bytes.
///
/// # Examples
/// ```
/// use lifecircle::project::folder_name;
/// assert_eq!(folder_name("新昌县托育服务设施布点规划"), "新昌县托育服务设施布点规划");
/// assert_eq!(folder_name("2025/plan: draft"), "2025_plan_ draft");
/// assert_eq!(folder_name(".."), "__");
/// ```
pub fn folder_name(name: &str) -> String {
    let mut folder: String = name
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            c if c.is_control() => '_',
            c => c,
        })
        .collect::<String>()
        .replace("..", "__");
    let end = folder.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= LONGEST).last();
    folder.truncate(end.unwrap_or(0));

    let is_edge = |c: char| c == '.' || c.is_whitespace();
    let leading = folder.chars().take_while(|c| is_edge(*c)).count();
    let length = folder.chars().count();
    let trailing = folder.chars().rev().take_while(|c| is_edge(*c)).count();
    folder = folder
        .chars()
        .enumerate()
        .map(|(at, c)| if at < leading || at >= length - trailing { '_' } else { c })
        .collect();

    let stem = folder.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let is_port = (stem.starts_with("COM") || stem.starts_with("LPT"))
        && stem.len() == 4
        && stem.ends_with(|c: char| c.is_ascii_digit());
    if folder.is_empty() || is_port || DEVICES.contains(&stem.as_str()) {
        folder.insert(0, '_');
    }
    folder
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_cannot_stand_in_a_folder_name_is_replaced() {
        assert_eq!(folder_name(""), "_");
        assert_eq!(folder_name("   "), "___");
        assert_eq!(folder_name(".hidden"), "_hidden");
        assert_eq!(folder_name("../../etc"), "______etc");
        assert_eq!(folder_name("a\\b\u{7}c. "), "a_b_c__");
        assert_eq!(folder_name("nul.txt"), "_nul.txt");
        assert_eq!(folder_name("COM1"), "_COM1");
        assert_eq!(folder_name("common"), "common");
        assert_eq!(folder_name("v1.2"), "v1.2");
        assert_eq!(folder_name(&"托".repeat(300)).len(), 198, "cut between characters");
    }

    proptest! {
        /// Whatever the name, the folder lies directly in its parent, and naming it again changes nothing.
        #[test]
        fn a_folder_name_is_one_component(name in any::<String>()) {
            let folder = folder_name(&name);
            let parts: Vec<_> = Path::new(&folder).components().collect();
            prop_assert_eq!(parts.len(), 1);
            prop_assert!(matches!(parts[0], Component::Normal(part) if part == folder.as_str()));
            prop_assert!(folder.len() <= LONGEST + 1);
            prop_assert_eq!(folder_name(&folder), folder);
        }
    }
}
