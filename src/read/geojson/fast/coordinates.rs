//! Coordinates, straight from the text: how deep they are nested shows at the first number.

use std::cell::{Cell, RefCell};
use std::fmt;

use geo::Coord;
use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};

use super::out_of_the_ordinary;
use crate::read::shape::{Coordinates, is_coordinate};

/// A list of what the inner seed reads.
#[derive(Clone, Copy)]
pub(super) struct ListOf<S>(pub(super) S);

impl<'de, S: DeserializeSeed<'de> + Copy> DeserializeSeed<'de> for ListOf<S> {
    type Value = Vec<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, S: DeserializeSeed<'de> + Copy> Visitor<'de> for ListOf<S> {
    type Value = Vec<S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        rest_of(Vec::new(), self.0, seq)
    }
}

/// Reads a list of positions.
#[derive(Clone, Copy)]
struct PositionsSeed<'f>(Passing<'f>);

impl<'de> DeserializeSeed<'de> for PositionsSeed<'_> {
    type Value = Vec<Coord>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for PositionsSeed<'_> {
    type Value = Vec<Coord>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of positions")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        rest_of_positions(None, self.0, seq)
    }
}

/// All that is left of an array of positions, behind the first one where that was read. They are gathered where there is
/// room already, and then take as much as they need.
fn rest_of_positions<'de, A: SeqAccess<'de>>(
    first: Option<Coord>,
    passing: Passing<'_>,
    mut seq: A,
) -> Result<Vec<Coord>, A::Error> {
    let mut all = passing.room.take();
    all.clear();
    all.extend(first);
    while let Some(next) = seq.next_element_seed(PositionSeed(passing.heights))? {
        all.push(next);
    }
    let exact = all.as_slice().to_vec();
    passing.room.replace(all);
    Ok(exact)
}

/// All that is left of an array, behind what was read of it.
fn rest_of<'de, S: DeserializeSeed<'de> + Copy, A: SeqAccess<'de>>(
    mut all: Vec<S::Value>,
    each: S,
    mut seq: A,
) -> Result<Vec<S::Value>, A::Error> {
    while let Some(next) = seq.next_element_seed(each)? {
        all.push(next);
    }
    all.shrink_to_fit();
    Ok(all)
}

/// Reads a position; heights are passed over and remembered.
#[derive(Clone, Copy)]
struct PositionSeed<'f>(&'f Cell<bool>);

impl<'de> DeserializeSeed<'de> for PositionSeed<'_> {
    type Value = Coord;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Coord, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for PositionSeed<'_> {
    type Value = Coord;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a position")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Coord, A::Error> {
        match seq.next_element()? {
            Some(x) => rest_of_position(x, self.0, seq),
            None => out_of_the_ordinary(),
        }
    }
}

/// The position of which the first number was read.
fn rest_of_position<'de, A: SeqAccess<'de>>(
    x: f64,
    heights: &Cell<bool>,
    mut seq: A,
) -> Result<Coord, A::Error> {
    let y = match seq.next_element()? {
        Some(y) if is_coordinate(x) && is_coordinate(y) => y,
        _ => return out_of_the_ordinary(),
    };
    while seq.next_element::<f64>()?.is_some() {
        heights.set(true);
    }
    Ok(Coord { x, y })
}

/// What stands within coordinates.
pub(super) enum Part {
    Number(f64),
    Coordinates(Coordinates),
}

/// What is found in passing, and room for what is not yet counted.
#[derive(Clone, Copy)]
pub(super) struct Passing<'f> {
    /// Set when a position has more than two numbers.
    pub(super) heights: &'f Cell<bool>,
    pub(super) room: &'f RefCell<Vec<Coord>>,
}

/// Reads coordinates of any depth: the first element tells what the others must be.
#[derive(Clone, Copy)]
pub(super) struct CoordinatesSeed<'f> {
    pub(super) passing: Passing<'f>,
    /// How many arrays there are around.
    pub(super) depth: usize,
}

/// The arrays around the numbers of a MultiPolygon.
const DEEPEST_COORDINATES: usize = 4;

impl<'de> DeserializeSeed<'de> for CoordinatesSeed<'_> {
    type Value = Part;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Part, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for CoordinatesSeed<'_> {
    type Value = Part;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("coordinates")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Part, E> {
        Ok(Part::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Part, E> {
        Ok(Part::Number(number as f64))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Part, E> {
        Ok(Part::Number(number as f64))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Part, A::Error> {
        if self.depth == DEEPEST_COORDINATES {
            return out_of_the_ordinary();
        }
        let positions = PositionsSeed(self.passing);
        let coordinates = match seq.next_element_seed(CoordinatesSeed { depth: self.depth + 1, ..self })? {
            None => Coordinates::Empty,
            Some(Part::Number(x)) => Coordinates::Position(rest_of_position(x, self.passing.heights, seq)?),
            Some(Part::Coordinates(first)) => match first {
                Coordinates::Position(first) => {
                    Coordinates::Positions(rest_of_positions(Some(first), self.passing, seq)?)
                }
                Coordinates::Positions(first) => Coordinates::Lists(rest_of(vec![first], positions, seq)?),
                Coordinates::Lists(first) => {
                    Coordinates::Nests(rest_of(vec![first], ListOf(positions), seq)?)
                }
                Coordinates::Empty | Coordinates::Nests(_) => return out_of_the_ordinary(),
            },
        };
        Ok(Part::Coordinates(coordinates))
    }
}
