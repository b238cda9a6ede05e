//! The geometry of a feature: flat lists of numbers, and the ends of its parts.

use geo::Coord;

use super::super::little_endian::{f64_at, size_at};
use super::super::shape::{DEEPEST_COLLECTION, Shape, is_coordinate};
use super::super::wkb::{Damage, Read};
use super::tables::{Buffer, Table};

/// The fields of a geometry, by their places in the schema.
mod field {
    pub(super) const ENDS: usize = 0;
    pub(super) const XY: usize = 1;
    pub(super) const Z: usize = 2;
    pub(super) const M: usize = 3;
    pub(super) const TYPE: usize = 6;
    pub(super) const PARTS: usize = 7;
}

/// Reads a geometry of this type; of 0 where it states its own.
///
/// # Errors
/// It ends early, claims more than is there, holds a number that is no coordinate, nests too deep, or is of a type that
/// is not read: curves and surfaces.
pub(super) fn read(buffer: &mut Buffer<'_>, table: Table, kind: u8) -> Result<Read, Damage> {
    let mut reader = Reader { buffer, has_heights: false };
    let shape = reader.geometry(table, kind, 0)?;
    Ok(Read { shape, has_heights: reader.has_heights })
}

struct Reader<'r, 'b> {
    buffer: &'r mut Buffer<'b>,
    has_heights: bool,
}

impl Reader<'_, '_> {
    fn geometry(&mut self, table: Table, kind: u8, depth: usize) -> Result<Shape, Damage> {
        if depth > DEEPEST_COLLECTION {
            return Err("read.damage.deep");
        }
        self.has_heights |=
            self.buffer.has_items(table, field::Z)? || self.buffer.has_items(table, field::M)?;
        let kind = if kind == 0 { self.buffer.byte(table, field::TYPE)? } else { kind };
        Ok(match kind {
            1 => self.point(table)?,
            2 => match self.positions(table)? {
                line if line.len() < 2 => Shape::Empty,
                line => Shape::LineString(line),
            },
            3 => rings_or_empty(self.lists(table)?, Shape::Polygon),
            4 => match self.positions(table)? {
                points if points.is_empty() => Shape::Empty,
                points => Shape::MultiPoint(points),
            },
            5 => {
                let lines = self.lists(table)?.into_iter().filter(|line| line.len() > 1).collect();
                rings_or_empty(lines, Shape::MultiLineString)
            }
            6 => {
                let parts = self.buffer.children(table, field::PARTS)?.into_iter();
                let polygons = parts.map(|part| {
                    self.has_heights |=
                        self.buffer.has_items(part, field::Z)? || self.buffer.has_items(part, field::M)?;
                    self.lists(part)
                });
                match polygons.collect::<Result<Vec<_>, _>>()? {
                    polygons if polygons.is_empty() => Shape::Empty,
                    polygons => Shape::MultiPolygon(polygons),
                }
            }
            7 => {
                let parts = self.buffer.children(table, field::PARTS)?.into_iter();
                Shape::Collection(
                    parts.map(|part| self.geometry(part, 0, depth + 1)).collect::<Result<_, _>>()?,
                )
            }
            _ => return Err("read.damage.kind"),
        })
    }

    fn point(&mut self, table: Table) -> Result<Shape, Damage> {
        let numbers = self.buffer.items(table, field::XY, 8)?.unwrap_or_default();
        match (f64_at(numbers, 0), f64_at(numbers, 8)) {
            (Some(x), Some(y)) if x.is_nan() && y.is_nan() => Ok(Shape::Empty),
            (Some(x), Some(y)) => position(x, y).map(Shape::Point),
            (None, _) => Ok(Shape::Empty),
            _ => Err("read.damage.header"),
        }
    }

    fn positions(&mut self, table: Table) -> Result<Vec<Coord>, Damage> {
        let numbers = self.buffer.items(table, field::XY, 8)?.unwrap_or_default();
        if numbers.len() % 16 > 0 {
            return Err("read.damage.header");
        }
        let number = |bytes, at| f64_at(bytes, at).ok_or("read.damage.short");
        numbers.chunks_exact(16).map(|pair| position(number(pair, 0)?, number(pair, 8)?)).collect()
    }

    /// The positions, cut where parts end; one part where no ends are stated.
    fn lists(&mut self, table: Table) -> Result<Vec<Vec<Coord>>, Damage> {
        let positions = self.positions(table)?;
        let ends = self.buffer.items(table, field::ENDS, 4)?.unwrap_or_default();
        if ends.is_empty() {
            return Ok(if positions.is_empty() { Vec::new() } else { vec![positions] });
        }
        let mut begin = 0;
        let list = |end: &[u8]| {
            let end = size_at(end, 0).ok_or("read.damage.short")?;
            let list = positions.get(begin..end).ok_or("read.damage.header")?.to_vec();
            begin = end;
            Ok(list)
        };
        ends.chunks_exact(4).map(list).collect()
    }
}

fn rings_or_empty(lists: Vec<Vec<Coord>>, shape: fn(Vec<Vec<Coord>>) -> Shape) -> Shape {
    if lists.is_empty() { Shape::Empty } else { shape(lists) }
}

fn position(x: f64, y: f64) -> Result<Coord, Damage> {
    if is_coordinate(x) && is_coordinate(y) { Ok(Coord { x, y }) } else { Err("read.damage.number") }
}
