//! The text of a feature, read from left to right.

use std::borrow::Cow;

use memchr::memchr2;

use crate::read::geojson::careful::is_json;
use crate::read::geojson::number::number;
use crate::read::geojson::scan::{Cursor, unquoted};

/// A place in a text. Everything gives `None` where something else stands there than what is asked for.
pub(super) struct Text<'a> {
    whole: &'a str,
    /// What is still to be read.
    rest: &'a [u8],
}

impl<'a> Text<'a> {
    /// The beginning of a text.
    pub(super) fn new(whole: &'a str) -> Self {
        Self { whole, rest: whole.as_bytes() }
    }

    /// How many bytes lie behind.
    fn at(&self) -> usize {
        self.whole.len() - self.rest.len()
    }

    /// The next byte that is no white space, which is passed over.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.rest {
                [b' ' | b'\n' | b'\r' | b'\t', behind @ ..] => self.rest = behind,
                [byte, ..] => return Some(*byte),
                [] => return None,
            }
        }
    }

    /// Passes the byte `token`, if it stands here.
    pub(super) fn pass(&mut self, token: u8) -> bool {
        let stands_here = self.peek() == Some(token);
        if let (true, [_, behind @ ..]) = (stands_here, self.rest) {
            self.rest = behind;
        }
        stands_here
    }

    /// Passes the byte `token`.
    pub(super) fn token(&mut self, token: u8) -> Option<()> {
        self.pass(token).then_some(())
    }

    /// Passes what stands behind an element: whether another one follows, or the bracket `end`.
    pub(super) fn goes_on(&mut self, end: u8) -> Option<bool> {
        if self.pass(b',') { Some(true) } else { self.token(end).map(|()| false) }
    }

    /// Passes the end of the text.
    pub(super) fn end(mut self) -> Option<()> {
        self.peek().is_none().then_some(())
    }

    /// Reads an object; `member` is called behind each name and colon, and must pass over the value.
    pub(super) fn object(
        &mut self,
        mut member: impl FnMut(&mut Self, Cow<'a, str>) -> Option<()>,
    ) -> Option<()> {
        self.token(b'{')?;
        if self.pass(b'}') {
            return Some(());
        }
        loop {
            let name = unquoted(self.string()?)?;
            self.token(b':')?;
            member(self, name)?;
            if !self.goes_on(b'}')? {
                return Some(());
            }
        }
    }

    /// A number.
    pub(super) fn number(&mut self) -> Option<f64> {
        self.peek()?;
        let (number, behind) = number(self.rest)?;
        self.rest = behind;
        Some(number)
    }

    /// The text of a value of any kind.
    pub(super) fn value(&mut self) -> Option<&'a str> {
        let first = self.peek()?;
        let start = self.at();
        match first {
            b'"' => {
                unquoted(self.string()?)?;
            }
            b'{' | b'[' => {
                let value =
                    Cursor::starting(self.whole, start).value().ok().filter(|value| is_json(value))?;
                self.rest = self.rest.get(value.len()..)?;
            }
            b'-' | b'0'..=b'9' => self.rest = number(self.rest)?.1,
            _ => {
                let words: [&[u8]; 3] = [b"null", b"true", b"false"];
                self.rest = words.into_iter().find_map(|word| self.rest.strip_prefix(word))?;
            }
        }
        self.whole.get(start..self.at())
    }

    /// The text of a string, its quotes included.
    fn string(&mut self) -> Option<&'a str> {
        self.token(b'"')?;
        let start = self.at() - 1;
        loop {
            let at = memchr2(b'"', b'\\', self.rest)?;
            let is_end = self.rest[at] == b'"';
            // What an escape says is not looked at: its first letter may be a quote or another stroke.
            self.rest = self.rest.get(at + if is_end { 1 } else { 2 }..)?;
            if is_end {
                return self.whole.get(start..self.at());
            }
        }
    }
}
