//! Coordinates, straight from the text: how deep they are nested shows at the first number.

use geo::Coord;

use super::text::Text;
use crate::read::shape::{Coordinates, is_coordinate};

/// The arrays around the numbers of a MultiPolygon.
const DEEPEST: usize = 4;

/// Reads coordinates.
#[derive(Default)]
pub(super) struct Reader {
    /// Whether a position had more than two numbers.
    pub(super) heights: bool,
    /// Room for what is not yet counted.
    room: Vec<Coord>,
}

impl Reader {
    /// Coordinates of any depth: the first element tells what the others must be.
    pub(super) fn coordinates(&mut self, text: &mut Text<'_>) -> Option<Coordinates> {
        self.within(text, 1)
    }

    /// Coordinates within so many arrays.
    fn within(&mut self, text: &mut Text<'_>, depth: usize) -> Option<Coordinates> {
        text.token(b'[')?;
        match text.peek()? {
            b']' => {
                text.token(b']')?;
                return Some(Coordinates::Empty);
            }
            b'[' if depth < DEEPEST => {}
            b'[' => return None,
            _ => return self.rest_of_position(text).map(Coordinates::Position),
        }
        Some(match self.within(text, depth + 1)? {
            Coordinates::Position(first) => Coordinates::Positions(self.rest_of_positions(first, text)?),
            Coordinates::Positions(first) => {
                Coordinates::Lists(rest_of(vec![first], text, |text| self.positions(text))?)
            }
            Coordinates::Lists(first) => Coordinates::Nests(rest_of(vec![first], text, |text| {
                list_of(text, |text| self.positions(text))
            })?),
            Coordinates::Empty | Coordinates::Nests(_) => return None,
        })
    }

    /// An array of positions.
    fn positions(&mut self, text: &mut Text<'_>) -> Option<Vec<Coord>> {
        text.token(b'[')?;
        if text.pass(b']') {
            return Some(Vec::new());
        }
        let first = self.position(text)?;
        self.rest_of_positions(first, text)
    }

    /// An array of positions, behind the first of them. They are gathered where there is room already, and then take as
    /// much as they need.
    fn rest_of_positions(&mut self, first: Coord, text: &mut Text<'_>) -> Option<Vec<Coord>> {
        let mut all = std::mem::take(&mut self.room);
        all.clear();
        all.push(first);
        while text.goes_on(b']')? {
            all.push(self.position(text)?);
        }
        let exact = all.as_slice().to_vec();
        self.room = all;
        Some(exact)
    }

    fn position(&mut self, text: &mut Text<'_>) -> Option<Coord> {
        text.token(b'[')?;
        self.rest_of_position(text)
    }

    /// A position behind its bracket. Heights are passed over and remembered.
    fn rest_of_position(&mut self, text: &mut Text<'_>) -> Option<Coord> {
        let x = text.number()?;
        text.token(b',')?;
        let y = text.number()?;
        while text.goes_on(b']')? {
            text.number()?;
            self.heights = true;
        }
        (is_coordinate(x) && is_coordinate(y)).then_some(Coord { x, y })
    }
}

/// An array of what `each` reads.
pub(super) fn list_of<'a, T>(
    text: &mut Text<'a>,
    mut each: impl FnMut(&mut Text<'a>) -> Option<T>,
) -> Option<Vec<T>> {
    text.token(b'[')?;
    if text.pass(b']') {
        return Some(Vec::new());
    }
    let first = each(text)?;
    rest_of(vec![first], text, each)
}

/// All that is left of an array, behind what was read of it.
fn rest_of<'a, T>(
    mut all: Vec<T>,
    text: &mut Text<'a>,
    mut each: impl FnMut(&mut Text<'a>) -> Option<T>,
) -> Option<Vec<T>> {
    while text.goes_on(b']')? {
        all.push(each(text)?);
    }
    all.shrink_to_fit();
    Some(all)
}
