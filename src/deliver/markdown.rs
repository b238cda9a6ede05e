//! Text that stays text in Markdown (CommonMark, and the tables and bare links of GitHub's).

use super::printable::for_terminal;

/// Text with every character escaped by which a name could become markup: emphasis, code, a link, HTML, an entity, a
/// heading, a formula, the end of a table cell. Line ends and control characters become spaces, and characters that
/// turn the direction of writing are left out. It must not stand at the beginning of a line.
pub(crate) fn escaped(text: &str) -> String {
    let text = for_terminal(text);
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$' => true,
            // `https://…` and `www.…` are links without any brackets; `EPSG:4549` is none.
            ':' => rest.starts_with(|next: char| next == '/' || next.is_ascii_alphabetic()),
            '.' => text.get(..at).is_some_and(|before| before.to_ascii_lowercase().ends_with("www")),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A link to a file of the same folder, its name as code.
pub(crate) fn link(name: &str) -> String {
    use std::fmt::Write;
    let mut to = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/') {
            to.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                // Writing to a String cannot fail.
                let _ = write!(to, "%{byte:02X}");
            }
        }
    }
    format!("[`{}`]({to})", name.replace(['`', '|'], "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_becomes_markup() {
        assert_eq!(escaped("新昌县托育服务设施布点（示意）"), "新昌县托育服务设施布点（示意）");
        assert_eq!(escaped("<script>alert(1)</script>"), r"\<script\>alert(1)\</script\>");
        assert_eq!(escaped("a | b\r\n# c\u{202e}"), r"a \| b  \# c");
        assert_eq!(escaped(r"[x](javascript:alert(1))\"), r"\[x\](javascript\:alert(1))\\");
        assert_eq!(escaped("&lt; *a* _b_ `c` ~~d~~ $e$"), r"\&lt; \*a\* \_b\_ \`c\` \~\~d\~\~ \$e\$");
        assert_eq!(
            escaped("https://a.b, WWW.a.b, EPSG:4549, 1.5"),
            r"https\://a.b, WWW\.a.b, EPSG:4549, 1.5"
        );
        assert_eq!(escaped("👶=1+1"), "👶=1+1");
    }

    #[test]
    fn a_link_leads_to_the_file_of_that_name() {
        assert_eq!(link("plan_gap_2027.csv"), "[`plan_gap_2027.csv`](plan_gap_2027.csv)");
        assert_eq!(link("townships_诊所.csv"), "[`townships_诊所.csv`](townships_诊所.csv)");
        assert_eq!(link("a b)(`|.csv"), "[`a b)(--.csv`](a%20b%29%28%60%7C.csv)");
    }
}
