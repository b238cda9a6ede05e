//! XML as a tree of elements: well formed whatever the data say.

use std::fmt::Write;

/// An element.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    inside: Vec<Inside>,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq)]
enum Inside {
    Element(Element),
    Text(String),
}

impl Element {
    pub(in super::super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), inside: Vec::new() }
    }

    /// An element that holds text.
    pub(in super::super) fn of_text(name: &'static str, text: impl Into<String>) -> Self {
        let mut element = Self::new(name);
        element.inside.push(Inside::Text(text.into()));
        element
    }

    pub(in super::super) fn with(mut self, attribute: &'static str, value: impl ToString) -> Self {
        self.attributes.push((attribute, value.to_string()));
        self
    }

    pub(in super::super) fn child(mut self, child: Self) -> Self {
        self.inside.push(Inside::Element(child));
        self
    }

    pub(in super::super) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.inside.extend(children.into_iter().map(Inside::Element));
        self
    }

    /// The document, behind `prologue`.
    pub(in super::super) fn document(&self, prologue: &str) -> String {
        let mut text = format!("{prologue}\n");
        self.write(0, &mut text);
        text
    }

    fn write(&self, depth: usize, to: &mut String) {
        let indent = "  ".repeat(depth);
        let _ = write!(to, "{indent}<{}", self.name);
        for (name, value) in &self.attributes {
            let _ = write!(to, " {name}=\"");
            escape(value, to);
            to.push('"');
        }
        if self.inside.is_empty() {
            to.push_str("/>\n");
            return;
        }
        to.push('>');
        let has_elements = self.inside.iter().any(|inside| matches!(inside, Inside::Element(_)));
        if has_elements {
            to.push('\n');
        }
        for inside in &self.inside {
            match inside {
                Inside::Element(element) => element.write(depth + 1, to),
                Inside::Text(text) => escape(text, to),
            }
        }
        if has_elements {
            to.push_str(&indent);
        }
        let _ = writeln!(to, "</{}>", self.name);
    }
}

/// Writes text so that it is read back as it is. White space other than blanks is written by number, since in an
/// attribute it would be read as blanks; characters that XML 1.0 does not know become U+FFFD.
fn escape(text: &str, to: &mut String) {
    for c in text.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(to, "&#{};", u32::from(c));
            }
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => to.push('\u{fffd}'),
            c => to.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_the_data_never_becomes_markup() {
        let hostile = "</rule><script>\"'&amp;\n\0👶]]>";
        let element = Element::new("rule")
            .with("label", hostile)
            .child(Element::of_text("name", hostile))
            .children([Element::new("empty")]);
        insta::assert_snapshot!(element.document("<!DOCTYPE qgis>"), @r#"
        <!DOCTYPE qgis>
        <rule label="&lt;/rule&gt;&lt;script&gt;&quot;'&amp;amp;&#10;�👶]]&gt;">
          <name>&lt;/rule&gt;&lt;script&gt;&quot;'&amp;amp;&#10;�👶]]&gt;</name>
          <empty/>
        </rule>
        "#);
    }
}
