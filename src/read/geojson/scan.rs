//! Finding the extents of JSON values without parsing them: a byte is looked at once, brackets and strings are
//! heeded, everything else is passed over.
//!
//! This lets a document be taken apart into features before any of them is parsed, so that a fault inside one
//! feature stays inside it. What lies within the brackets is not checked here.

use std::borrow::Cow;

use memchr::{memchr2, memchr3};

/// Where text stops being JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Syntax {
    /// The byte from which on it is not.
    pub(super) at: usize,
    /// The catalogue entry of what JSON would have there.
    pub(super) expected: &'static str,
    /// Where the value begins within which this happened, when it is one that was passed over.
    pub(super) value_start: Option<usize>,
}

/// Where `part` begins within `whole`, a text of which it is a slice.
///
/// Only addresses are compared; for a slice of another text the answer is meaningless but within `whole`.
pub(super) fn offset_of(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}

/// The text between the quotes of a JSON string, its escapes resolved; `None` when it is not a JSON string.
pub(super) fn unquoted(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    // Without a branch a byte: text is short, and nearly all of it is plain.
    let is_plain = |plain, byte: u8| plain & (byte >= b' ') & (byte != b'\\') & (byte != b'"');
    if inner.bytes().fold(true, is_plain) {
        return Some(Cow::Borrowed(inner));
    }
    serde_json::from_str(raw).ok().map(Cow::Owned)
}

/// Whether a byte opens, closes or hides structure.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    marks[b'"' as usize] = true;
    marks[b'{' as usize] = true;
    marks[b'}' as usize] = true;
    marks[b'[' as usize] = true;
    marks[b']' as usize] = true;
    marks
};

/// A place in a text that is read from left to right.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    /// The closing brackets that are awaited; kept to be used again.
    awaited: Vec<u8>,
}

impl<'a> Cursor<'a> {
    /// The beginning of the text.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, awaited: Vec::new() }
    }

    /// A place in the text.
    pub(super) fn starting(text: &'a str, at: usize) -> Self {
        Self { at, ..Self::new(text) }
    }

    /// Passes one byte that was [peeked](Self::peek) at.
    pub(super) fn pass(&mut self) {
        self.at += 1;
    }

    /// What stops the reading of an object or array here, where nothing is wrong.
    pub(super) fn stop(&self) -> Syntax {
        Syntax { at: self.at, expected: "read.json.valid", value_start: None }
    }

    /// How many bytes lie behind.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The next byte that is not white space, which is passed over; `None` at the end.
    pub(super) fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                other => return Some(*other),
            }
        }
        None
    }

    fn fail<T>(&self, expected: &'static str) -> Result<T, Syntax> {
        Err(Syntax { at: self.at.min(self.text.len()), expected, value_start: None })
    }

    /// Passes the byte `token`, with white space before it.
    fn token(&mut self, token: u8, expected: &'static str) -> Result<(), Syntax> {
        if self.peek() != Some(token) {
            return self.fail(expected);
        }
        self.at += 1;
        Ok(())
    }

    /// Reads an object; `member` is called after each key and colon and must pass over the value.
    ///
    /// # Errors
    /// When what stands here is not an object, or `member` fails.
    pub(super) fn object(
        &mut self,
        mut member: impl FnMut(&mut Self, Cow<'a, str>) -> Result<(), Syntax>,
    ) -> Result<(), Syntax> {
        self.token(b'{', "read.json.object")?;
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            if self.peek() != Some(b'"') {
                return self.fail("read.json.name");
            }
            let start = self.at;
            let raw = self.value()?;
            let Some(key) = unquoted(raw) else {
                return Err(Syntax { at: start, expected: "read.json.name", value_start: None });
            };
            self.token(b':', "read.json.colon")?;
            member(self, key)?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return self.fail("read.json.comma-or-brace"),
            }
        }
        self.at += 1;
        Ok(())
    }

    /// Reads an array; `element` is called before each element and must pass over it.
    ///
    /// # Errors
    /// When what stands here is not an array, or `element` fails.
    pub(super) fn array(
        &mut self,
        mut element: impl FnMut(&mut Self) -> Result<(), Syntax>,
    ) -> Result<(), Syntax> {
        self.token(b'[', "read.json.array")?;
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            element(self)?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return self.fail("read.json.comma-or-bracket"),
            }
        }
        self.at += 1;
        Ok(())
    }

    /// Passes over a value, however deep it is nested, and gives its text.
    ///
    /// # Errors
    /// When no value stands here, its brackets do not match, or the text ends within it.
    pub(super) fn value(&mut self) -> Result<&'a str, Syntax> {
        let first = self.peek();
        let start = self.at;
        match first {
            Some(b'"') => self.string(),
            Some(b'{' | b'[') => self.nested(),
            _ => self.bare(),
        }
        .map_err(|fault| Syntax { value_start: Some(start), ..fault })?;
        // Both ends are at ASCII bytes, so this always is a slice.
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Passes over a string.
    fn string(&mut self) -> Result<(), Syntax> {
        let bytes = self.text.as_bytes();
        let mut at = self.at + 1;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => at += 2,
                Some(_) => at += 1,
                None => {
                    self.at = bytes.len();
                    return self.fail("read.json.quote");
                }
            }
        }
        self.at = at + 1;
        Ok(())
    }

    /// Passes over an object or array.
    fn nested(&mut self) -> Result<(), Syntax> {
        let bytes = self.text.as_bytes();
        self.awaited.clear();
        loop {
            let Some(byte) = bytes.get(self.at) else {
                return self.fail(match self.awaited.last() {
                    Some(b'}') => "read.json.comma-or-brace",
                    _ => "read.json.comma-or-bracket",
                });
            };
            if !MARKS[usize::from(*byte)] {
                self.at += 1;
                continue;
            }
            match byte {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' => self.awaited.push(b'}'),
                b'[' => self.awaited.push(b']'),
                closing => {
                    if self.awaited.last() != Some(closing) {
                        return self.fail(match self.awaited.last() {
                            Some(b'}') => "read.json.comma-or-brace",
                            _ => "read.json.comma-or-bracket",
                        });
                    }
                    self.awaited.pop();
                }
            }
            self.at += 1;
            if self.awaited.is_empty() {
                return Ok(());
            }
        }
    }

    /// Passes over a number, `true`, `false`, `null`, or what stands in their place.
    fn bare(&mut self) -> Result<(), Syntax> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let ends = |byte: &u8| b" \n\r\t,:[]{}\"".contains(byte);
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        if length == 0 {
            return self.fail("read.json.value");
        }
        self.at += length;
        Ok(())
    }
}

/// Where the object ends that begins at `start`: behind the brace that closes the first one, strings heeded. `None` where
/// the text ends before. Whether what lies between is JSON is not looked at.
pub(super) fn end_of_braces(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (start, 0usize);
    loop {
        at += memchr3(b'"', b'{', b'}', bytes.get(at..)?)?;
        match bytes.get(at)? {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => loop {
                at += 1;
                at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
                match bytes.get(at)? {
                    b'"' => break,
                    _ => at += 1,
                }
            },
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The members of the object `text`, in order, each with the text of its value.
///
/// # Errors
/// When `text` is not one object.
pub(super) fn members(text: &str) -> Result<Vec<(Cow<'_, str>, &str)>, Syntax> {
    let mut all = Vec::new();
    Cursor::new(text).object(|cursor, key| {
        all.push((key, cursor.value()?));
        Ok(())
    })?;
    Ok(all)
}

/// The texts of the elements of the array `text`, in order.
///
/// # Errors
/// When `text` is not one array.
pub(super) fn elements(text: &str) -> Result<Vec<&str>, Syntax> {
    let mut all = Vec::new();
    Cursor::new(text).array(|cursor| {
        all.push(cursor.value()?);
        Ok(())
    })?;
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_passed_over_whole() {
        for value in ["1", "null", "NaN", r#""a\"]b\\""#, "[]", r#"{"a":[1,{"b":"}"}]}"#, "[ [ ] , {} ]"] {
            let text = format!(" {value} ,");
            let mut cursor = Cursor::new(&text);
            assert_eq!(cursor.value(), Ok(value));
            assert_eq!(cursor.peek(), Some(b','));
        }
    }

    #[test]
    fn braces_end_where_they_are_closed() {
        for object in ["{}", r#"{"a":{"}":"{\"}"},"b":[{},{}]}"#, r#"{"\\":"\\\"{"}"#] {
            let text = format!(", {object}}}");
            assert_eq!(end_of_braces(&text, 2), Some(2 + object.len()), "{object}");
            assert_eq!(end_of_braces(&text[..1 + object.len()], 2), None, "{object}");
        }
    }

    #[test]
    fn a_fault_is_placed_at_its_byte() {
        let at = |text: &str| elements(text).unwrap_err().at;
        assert_eq!(at("[1 2]"), 3);
        assert_eq!(at("[1,]"), 3);
        assert_eq!(at("[{]}"), 2);
        assert_eq!(at("[\"a"), 3);
        assert_eq!(at("[\"a\\"), 4);
        assert_eq!(at("[[1,[2"), 6);
        assert_eq!(members("{\"a\" 1}").unwrap_err().at, 5);
        assert_eq!(members("{a:1}").unwrap_err().at, 1);
        assert_eq!(members("{\"a\\q\":1}").unwrap_err().at, 1);
    }

    /// A million brackets take memory, not stack.
    #[test]
    fn depth_is_no_danger() {
        let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert_eq!(Cursor::new(&deep).value(), Ok(deep.as_str()));
        assert!(Cursor::new(&deep[..1_500_000]).value().is_err());
    }

    #[test]
    fn strings_lose_their_quotes_and_escapes() {
        assert_eq!(unquoted(r#""小区""#).as_deref(), Some("小区"));
        assert_eq!(unquoted(r#""\u5c0f\n""#).as_deref(), Some("小\n"));
        assert_eq!(unquoted(r#""\x""#), None);
        assert_eq!(unquoted("\""), None);
        assert_eq!(unquoted("\"a\tb\""), None, "JSON has no bare control characters in strings");
    }

    #[test]
    fn slices_know_their_place() {
        let text = "[10, 20]";
        assert_eq!(offset_of(text, elements(text).unwrap()[1]), 5);
    }
}
