//! Names as people write them, made comparable.
/// The name with full-width forms narrowed, spaces removed and brackets made one kind.
pub fn normalised_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        let c = match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '【' | '〔' => '(',
            '】' | '〕' => ')',
            c => c,
        };
        let c = match c {
            '[' | '{' => '(',
            ']' | '}' => ')',
            c => c,
        };
        if !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}') {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::normalised_name;

    #[test]
    fn width_spaces_and_brackets_do_not_tell_names_apart() {
        assert_eq!(normalised_name("　羽林 街道（城区）"), "羽林街道(城区)");
        assert_eq!(normalised_name("ＡＢ１２［x］"), "AB12(x)");
        assert_ne!(normalised_name("沃州镇"), normalised_name("沃洲镇"));
    }
}
